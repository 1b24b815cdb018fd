/**
 * Cuts a shape into the cells of a raster so that inside one cell the non-zero winding number is known from the few
 * edges that touch the cell, with the same arithmetic a scan of the whole ring would use.
 *
 * PostGIS counts, for a point, the edges that cross the point's parallel to its east. Over one cell that count is
 *   base                                   edges wholly east of the cell over its whole height
 * + sum of sign × [lat ≥ stepLat]          edges east of the cell that begin or end within its height
 * + the edges that touch the cell          decided for each point by `segmentSide`.
 * Steps of two edges which meet east of the cell cancel, so usually one or two remain. An edge that does not touch the
 * cell, padded, is far enough away that rounding cannot turn its side.
 */

/** Cells of equal size; units are degrees. */
export type Raster = {
  readonly west: number
  readonly south: number
  readonly cellWidth: number
  readonly cellHeight: number
  readonly columns: number
  readonly rows: number
}

/** One ring, or what of it matters inside one cell. */
export type RingPiece = {
  readonly base: number
  /** Pairs of latitude and sign. */
  readonly steps: readonly number[]
  /** Edges in ring order: edge e runs from vertex e to vertex e + 1 of the splitter's vertices. */
  readonly edges: ArrayLike<number>
}

/** Parts of a multipolygon: each an outer ring, then holes. */
export type ShapePiece = readonly (readonly RingPiece[])[]

export type SplitVisitor = {
  /** The shape covers the cells of one row from one column to another, both included, wholly. */
  full(row: number, fromColumn: number, toColumn: number): void
  /** The shape covers the cell in part. The piece lives on. */
  partial(row: number, column: number, piece: ShapePiece): void
}

/** Share of a cell by which it is padded; far above the rounding of degrees (1e-14), far below a cell. */
const PAD = 1e-4
/** Twice the distance of doubles near 180. */
const DEGREE_ROUNDING = 6e-14
/** Edges flatter than this share of a cell take their whole width in each row they touch. */
const FLAT = 0.01

const NO_STEPS: readonly number[] = []
const NO_EDGES: readonly number[] = []
const INSIDE: RingPiece = { base: 1, steps: NO_STEPS, edges: NO_EDGES }

export class ShapeSplitter {
  // One record for each edge and row it touches: which ring, which edge, first and last column.
  #row = new Int32Array(1024)
  #ring = new Int32Array(1024)
  #edge = new Int32Array(1024)
  #first = new Int32Array(1024)
  #last = new Int32Array(1024)
  #order = new Int32Array(1024)
  #count = 0
  #rowStart = new Int32Array(16)
  #touched = new Uint8Array(16)
  #rings: RingPiece[] = []
  readonly #vertices: Float64Array

  /** @param vertices lng, lat, lng, lat … in degrees, ring after ring */
  constructor(vertices: Float64Array) {
    this.#vertices = vertices
  }

  /** @param isWhole true when the shape is complete, so that nothing lies outside its box */
  split(shape: ShapePiece, raster: Raster, isWhole: boolean, visitor: SplitVisitor): void {
    this.#rings = shape.flat()
    this.#collect(raster)
    if (isWhole && this.#count === 0) return
    const [lowRow, highRow] = this.#sortByRow(raster)
    const fromRow = isWhole ? lowRow : 0
    const toRow = isWhole ? highRow : raster.rows - 1
    for (let row = fromRow; row <= toRow; row++)
      this.#splitRow(shape, raster, row, lowRow, highRow, isWhole, visitor)
  }

  #collect(raster: Raster): void {
    const { west, south, cellWidth, cellHeight, columns, rows } = raster
    const vertices = this.#vertices
    this.#count = 0
    for (let ring = 0; ring < this.#rings.length; ring++) {
      const edges = this.#rings[ring]!.edges
      for (let e = 0; e < edges.length; e++) {
        const edge = edges[e]!
        const ax = vertices[2 * edge]!
        const ay = vertices[2 * edge + 1]!
        const bx = vertices[2 * edge + 2]!
        const by = vertices[2 * edge + 3]!
        const low = Math.min(ay, by)
        const high = Math.max(ay, by)
        const left = Math.min(ax, bx)
        const right = Math.max(ax, bx)
        const fromRow = Math.max(0, Math.floor((low - south) / cellHeight - PAD))
        const toRow = Math.min(rows - 1, Math.floor((high - south) / cellHeight + PAD))
        const isFlat = high - low < FLAT * cellHeight
        const slope = isFlat ? 0 : (bx - ax) / (by - ay)
        const slack = Math.abs(slope) * DEGREE_ROUNDING
        for (let row = fromRow; row <= toRow; row++) {
          let from = left
          let to = right
          if (!isFlat) {
            const atBottom = ax + (Math.max(low, south + (row - PAD) * cellHeight) - ay) * slope
            const atTop = ax + (Math.min(high, south + (row + 1 + PAD) * cellHeight) - ay) * slope
            from = Math.max(left, Math.min(atBottom, atTop) - slack)
            to = Math.min(right, Math.max(atBottom, atTop) + slack)
          }
          const last = Math.floor((to - west) / cellWidth + PAD)
          if (last < 0) continue
          const first = Math.floor((from - west) / cellWidth - PAD)
          this.#push(
            row,
            ring,
            edge,
            first < 0 ? 0 : Math.min(first, columns),
            last >= columns ? columns - 1 : last,
          )
        }
      }
    }
  }

  #push(row: number, ring: number, edge: number, first: number, last: number): void {
    const at = this.#count++
    if (at === this.#row.length) {
      this.#row = grown(this.#row)
      this.#ring = grown(this.#ring)
      this.#edge = grown(this.#edge)
      this.#first = grown(this.#first)
      this.#last = grown(this.#last)
      this.#order = new Int32Array(this.#row.length)
    }
    this.#row[at] = row
    this.#ring[at] = ring
    this.#edge[at] = edge
    this.#first[at] = first
    this.#last[at] = last
  }

  /** Counting sort, stable: within a row the records stay in ring and edge order. */
  #sortByRow(raster: Raster): [low: number, high: number] {
    let low = raster.rows
    let high = -1
    for (let i = 0; i < this.#count; i++) {
      const row = this.#row[i]!
      if (row < low) low = row
      if (row > high) high = row
    }
    if (high < 0) return [0, -1]
    const span = high - low + 1
    if (this.#rowStart.length < span + 1) this.#rowStart = new Int32Array(span * 2)
    const start = this.#rowStart
    start.fill(0, 0, span + 1)
    for (let i = 0; i < this.#count; i++) start[this.#row[i]! - low + 1]!++
    for (let i = 0; i < span; i++) start[i + 1]! += start[i]!
    for (let i = 0; i < this.#count; i++) this.#order[start[this.#row[i]! - low]!++] = i
    // Each start now holds the end of its row: the row's begin is its predecessor's value.
    return [low, high]
  }

  #splitRow(
    shape: ShapePiece,
    raster: Raster,
    row: number,
    lowRow: number,
    highRow: number,
    isWhole: boolean,
    visitor: SplitVisitor,
  ): void {
    const hasRecords = row >= lowRow && row <= highRow
    const end = hasRecords ? this.#rowStart[row - lowRow]! : 0
    const begin = hasRecords && row > lowRow ? this.#rowStart[row - lowRow - 1]! : 0
    if (this.#touched.length < raster.columns) this.#touched = new Uint8Array(raster.columns)
    const touched = this.#touched
    let fromColumn = isWhole ? raster.columns : 0
    let toColumn = isWhole ? -1 : raster.columns - 1
    for (let i = begin; i < end; i++) {
      const record = this.#order[i]!
      const first = this.#first[record]!
      const last = this.#last[record]!
      if (first < fromColumn) fromColumn = first
      if (last > toColumn) toColumn = last
      for (let column = first; column <= last; column++) touched[column] = 1
    }
    const bottom = raster.south + (row - PAD) * raster.cellHeight
    const top = raster.south + (row + 1 + PAD) * raster.cellHeight
    for (let column = fromColumn; column <= toColumn; ) {
      let to = column
      if (touched[column] === 0) while (to < toColumn && touched[to + 1] === 0) to++
      const piece = this.#pieceOf(shape, begin, end, column, bottom, top)
      if (piece === 'full') visitor.full(row, column, to)
      else if (piece !== 'none') for (let c = column; c <= to; c++) visitor.partial(row, c, piece)
      column = to + 1
    }
    if (toColumn >= fromColumn) touched.fill(0, fromColumn, toColumn + 1)
  }

  #pieceOf(
    shape: ShapePiece,
    begin: number,
    end: number,
    column: number,
    bottom: number,
    top: number,
  ): ShapePiece | 'full' | 'none' {
    const parts: RingPiece[][] = []
    let ringIndex = 0
    let at = begin
    for (const part of shape) {
      const rings: RingPiece[] = []
      let isOutside = false
      let hasHoleAround = false
      for (let r = 0; r < part.length; r++, ringIndex++) {
        const from = at
        while (at < end && this.#ring[this.#order[at]!] === ringIndex) at++
        if (isOutside) continue
        const piece = this.#ringPieceOf(part[r]!, from, at, column, bottom, top)
        const isConstant = piece.edges.length === 0 && piece.steps.length === 0
        if (isConstant && piece.base === 0) {
          if (r === 0) isOutside = true
          continue
        }
        if (isConstant && r > 0) hasHoleAround = true
        rings.push(isConstant ? INSIDE : piece)
      }
      if (isOutside) continue
      // Wholly inside a hole. (Where the outer ring itself passes, its border still counts, so the hole is kept.)
      if (hasHoleAround && rings[0] === INSIDE) continue
      if (rings.length === 1 && rings[0] === INSIDE) return 'full'
      parts.push(rings)
    }
    return parts.length === 0 ? 'none' : parts
  }

  #ringPieceOf(
    ring: RingPiece,
    begin: number,
    end: number,
    column: number,
    bottom: number,
    top: number,
  ): RingPiece {
    let base = ring.base
    let steps: number[] | undefined
    let edges: number[] | undefined
    for (let s = 0; s < ring.steps.length; s += 2) {
      const lat = ring.steps[s]!
      if (lat <= bottom) base += ring.steps[s + 1]!
      else if (lat <= top) steps = withStep(steps, lat, ring.steps[s + 1]!)
    }
    for (let i = begin; i < end; i++) {
      const record = this.#order[i]!
      if (this.#last[record]! < column) continue
      const edge = this.#edge[record]!
      if (this.#first[record]! <= column) {
        edges ??= []
        edges.push(edge)
        continue
      }
      const ay = this.#vertices[2 * edge + 1]!
      const by = this.#vertices[2 * edge + 3]!
      if (ay === by) continue
      const sign = ay < by ? 1 : -1
      const low = Math.min(ay, by)
      const high = Math.max(ay, by)
      if (low <= bottom) base += sign
      else if (low <= top) steps = withStep(steps, low, sign)
      if (high <= bottom) base -= sign
      else if (high <= top) steps = withStep(steps, high, -sign)
    }
    return { base, steps: steps ?? NO_STEPS, edges: edges ?? NO_EDGES }
  }
}

/** Adds a step, merging it with one at the same latitude. */
function withStep(steps: number[] | undefined, lat: number, sign: number): number[] | undefined {
  if (!steps) return [lat, sign]
  for (let s = steps.length - 2; s >= 0; s -= 2) {
    if (steps[s] !== lat) continue
    steps[s + 1]! += sign
    if (steps[s + 1] === 0) steps.splice(s, 2)
    return steps
  }
  steps.push(lat, sign)
  return steps
}

function grown(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2)
  larger.set(array)
  return larger
}
