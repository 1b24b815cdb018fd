import {
  borderDistanceMeters,
  NEAREST_GRID_MAX_METERS,
  originToSegmentSquared,
  wholeMillimeters,
} from './border-distance.ts'
import { boundingBox } from './bounding-box.ts'
import { compareCodes } from './compare-codes.ts'
import { isLngLat, type MultiPolygonCoordinates, type Ring } from './lng-lat.ts'
import { metersPerDegree } from './meters-per-degree.ts'
import { PieceStore } from './piece-store.ts'
import { type Raster, type RingPiece, type ShapePiece, ShapeSplitter } from './shape-splitter.ts'

/** One grid as the index takes it. Geometry as the database keeps it: valid, WGS 84 degrees. */
export type GridShape = {
  readonly id: number
  readonly code: string
  readonly polygons: MultiPolygonCoordinates
}

/** The grid that answers for a point, and why. */
export type Responsibility = {
  readonly id: number
  readonly code: string
  /** covered: inside. border: on its border, lowest code of those that meet there. nearest: outside all, within 50 m. */
  readonly how: 'covered' | 'border' | 'nearest'
  /** From the point to the grid in meters; 0 unless `how` is nearest. */
  readonly distanceMeters: number
  /** From the point to the grid's border in meters, inside or outside. */
  readonly borderDistanceMeters: number
  /** The next nearest grid whose border runs within 50 m: offered when a person corrects the choice. */
  readonly neighborId?: number
  readonly neighborDistanceMeters?: number
}

/** What `locateMany` writes for a point no grid answers for. */
export const NO_GRID = -1

/** Cells of the outermost raster for each edge, and their bounds: 4 bytes each. */
const CELLS_PER_EDGE = 3
const MIN_CELLS = 4096
const MAX_CELLS = 1 << 22
/** A cell touched by more edges than this is split again, so that a lookup stays O(1) however fine the borders. */
const MAX_EDGES_PER_CELL = 24
const MAX_SPLIT_COLUMNS = 64
/** About a centimetre: smaller cells gain nothing. */
const MIN_CELL_DEGREES = 1e-7

/** Points `locateMany` looks up at a time. */
const BATCH = 1024

/** Cell values: an owner's rank + 1; 0: nothing here or near; NEAR: nothing here, a border within 50 m; below: a record. */
const EMPTY = 0
const NEAR = -1

/**
 * Answers which grid is responsible for a point, in memory, in constant time whatever the number of grids.
 *
 * A raster whose inner cells hold their owner (a true hit needs no geometry at all); cells on borders hold the few
 * edges that pass, prepared by `ShapeSplitter`. `responsibleGridSql` is the same rule in PostGIS and its oracle: both
 * evaluate the same expressions, so they agree on vertices, edges, holes and slivers too.
 */
export class ResponsibilityIndex {
  readonly #shapes: readonly GridShape[]
  readonly #ids: Int32Array
  readonly #raster: Raster
  readonly #perCellWidth: number
  readonly #perCellHeight: number
  readonly #cells: Int32Array
  readonly #vertices: Float64Array
  readonly #words: Float64Array
  readonly #ints: Int32Array
  #isOnBorder = false
  readonly #batch = {
    values: new Int32Array(BATCH),
    onBorders: new Int32Array(BATCH),
    firstEdges: new Int32Array(BATCH),
    firstLngs: new Float64Array(BATCH),
  }

  /** @throws RangeError for a ring that is not closed or a position that is no longitude and latitude, naming the grid */
  constructor(grids: readonly GridShape[]) {
    this.#shapes = [...grids].sort((a, b) => compareCodes(a.code, b.code) || a.id - b.id)
    this.#ids = Int32Array.from(this.#shapes, (shape) => shape.id)
    const { vertices, pieces } = gatherRings(this.#shapes)
    this.#vertices = vertices
    this.#raster = rasterAround(this.#shapes, vertices.length / 2)
    this.#perCellWidth = 1 / this.#raster.cellWidth
    this.#perCellHeight = 1 / this.#raster.cellHeight
    const builder = new CellBuilder(vertices, pieces, this.#raster)
    this.#cells = builder.cells
    const store = builder.finish()
    this.#words = store.words
    this.#ints = store.ints
    markNear(this.#cells, this.#raster)
  }

  /** Bytes held by the typed arrays. */
  get byteLength(): number {
    return this.#cells.byteLength + this.#words.byteLength + this.#vertices.byteLength
  }

  /**
   * The id of the responsible grid, or `NO_GRID`: the hot path.
   *
   * @param lng degrees
   * @param lat degrees
   */
  locateId(lng: number, lat: number): number {
    const rank = this.#locateRank(lng, lat)
    return rank < 0 ? NO_GRID : this.#ids[rank]!
  }

  /**
   * Ids of the responsible grids of many points, `NO_GRID` where none answers.
   *
   * @param lngLats lng, lat, lng, lat … in degrees
   * @param ids written and returned; made when absent
   * @example index.locateMany(Float64Array.of(116.39, 39.9, 0, 0)) // Int32Array [ 17, -1 ]
   */
  locateMany(lngLats: Float64Array, ids = new Int32Array(lngLats.length >> 1)): Int32Array {
    for (let from = 0; from < ids.length; from += BATCH) {
      this.#locateBatch(lngLats, ids, from, Math.min(BATCH, ids.length - from))
    }
    return ids
  }

  /**
   * The responsible grid with its reason: distance to its border and the neighbour to offer. Microseconds rather than
   * nanoseconds; use `locateId` where only the grid is asked.
   *
   * @param lng degrees
   * @param lat degrees
   */
  locate(lng: number, lat: number): Responsibility | undefined {
    const covering = this.#coveringRank(lng, lat)
    const rank = covering >= 0 ? covering : this.#nearestRank(lng, lat, -1).rank
    if (rank < 0) return undefined
    const { id, code, polygons } = this.#shapes[rank]!
    const border = borderDistanceMeters(polygons, lng, lat)
    const how = covering < 0 ? 'nearest' : this.#isOnBorder ? 'border' : 'covered'
    const neighbor = this.#nearestRank(lng, lat, rank)
    return {
      id,
      code,
      how,
      distanceMeters: covering < 0 ? border : 0,
      borderDistanceMeters: border,
      ...(neighbor.rank >= 0 && {
        neighborId: this.#ids[neighbor.rank]!,
        neighborDistanceMeters: neighbor.millimeters / 1000,
      }),
    }
  }

  /** Ids of every grid that covers the point, lowest code first: more than one on shared borders and overlaps. */
  listCovering(lng: number, lat: number): number[] {
    const value = this.#cellAt(lng, lat)
    if (value > 0) return [this.#ids[value - 1]!]
    const ids: number[] = []
    for (let at = this.#recordAt(value, lng, lat); at !== 0; at = this.#ints[2 * at + 1]!) {
      if (this.#covers(at, lng, lat)) ids.push(this.#ids[this.#ints[2 * at]!]!)
    }
    return ids
  }

  /**
   * Memory is what a lookup waits for. So each loop reads one kind of thing for the whole batch, without branches in
   * between, and the processor waits for many at once: cells, then the records of points on borders, then vertices.
   */
  #locateBatch(lngLats: Float64Array, ids: Int32Array, from: number, count: number): void {
    const { west, south, columns, rows } = this.#raster
    const perCellWidth = this.#perCellWidth
    const perCellHeight = this.#perCellHeight
    const cells = this.#cells
    const gridIds = this.#ids
    const ints = this.#ints
    const { values, onBorders, firstEdges, firstLngs } = this.#batch
    for (let i = 0; i < count; i++) {
      const x = (lngLats[2 * (from + i)]! - west) * perCellWidth
      const y = (lngLats[2 * (from + i) + 1]! - south) * perCellHeight
      values[i] = x >= 0 && y >= 0 && x < columns && y < rows ? cells[(y | 0) * columns + (x | 0)]! : EMPTY
    }
    let borderCount = 0
    for (let i = 0; i < count; i++) {
      const value = values[i]!
      ids[from + i] = value > 0 ? gridIds[value - 1]! : NO_GRID
      onBorders[borderCount] = i
      borderCount += value < EMPTY ? 1 : 0
    }
    for (let b = 0; b < borderCount; b++) {
      const value = values[onBorders[b]!]!
      const at = value < NEAR ? -value : 0
      const chain = at + 4 + 2 * ints[2 * at + 5]!
      firstEdges[b] = ints[2 * at + 2] === PieceStore.SIMPLE ? ints[2 * chain + 1]! : 0
    }
    // Only read ahead: stored so that the read is not dropped as useless.
    for (let b = 0; b < borderCount; b++) firstLngs[b] = this.#vertices[2 * firstEdges[b]!]!
    for (let b = 0; b < borderCount; b++) {
      const i = onBorders[b]!
      const rank = this.#resolve(values[i]!, lngLats[2 * (from + i)]!, lngLats[2 * (from + i) + 1]!)
      if (rank >= 0) ids[from + i] = gridIds[rank]!
    }
  }

  #cellAt(lng: number, lat: number): number {
    const { west, south, columns, rows } = this.#raster
    const x = (lng - west) * this.#perCellWidth
    const y = (lat - south) * this.#perCellHeight
    if (!(x >= 0 && y >= 0 && x < columns && y < rows)) return EMPTY
    return this.#cells[(y | 0) * columns + (x | 0)]!
  }

  #locateRank(lng: number, lat: number): number {
    const value = this.#cellAt(lng, lat)
    if (value > 0) return value - 1
    return value === EMPTY ? -1 : this.#resolve(value, lng, lat)
  }

  #coveringRank(lng: number, lat: number): number {
    this.#isOnBorder = false
    const value = this.#cellAt(lng, lat)
    return value > 0 ? value - 1 : this.#resolveCovering(value, lng, lat)
  }

  #resolve(value: number, lng: number, lat: number): number {
    const rank = this.#resolveCovering(value, lng, lat)
    return rank >= 0 ? rank : this.#nearestRank(lng, lat, -1).rank
  }

  /** First covering entry of a border cell: entries lie in order of code. */
  #resolveCovering(value: number, lng: number, lat: number): number {
    const ints = this.#ints
    for (let at = this.#recordAt(value, lng, lat); at !== 0; at = ints[2 * at + 1]!) {
      if (this.#covers(at, lng, lat)) return ints[2 * at]!
    }
    return -1
  }

  /** Word of the first entry for a cell value, after descending through split cells; 0 when there is none. */
  #recordAt(value: number, lng: number, lat: number): number {
    if (value >= NEAR) return 0
    const ints = this.#ints
    const words = this.#words
    let at = -value
    while (ints[2 * at + 2] === PieceStore.SPLIT) {
      const columns = ints[2 * at + 4]!
      const rows = ints[2 * at + 5]!
      let column = ((lng - words[at + 3]!) * words[at + 5]!) | 0
      let row = ((lat - words[at + 4]!) * words[at + 6]!) | 0
      // Rounding may put a point of the outer cell a hair outside; pieces are padded for that.
      if (column < 0) column = 0
      else if (column >= columns) column = columns - 1
      if (row < 0) row = 0
      else if (row >= rows) row = rows - 1
      at = ints[2 * (at + 7) + row * columns + column]!
      if (at === 0) return 0
    }
    return at
  }

  #covers(at: number, lng: number, lat: number): boolean {
    const ints = this.#ints
    const shape = ints[2 * at + 2]!
    this.#isOnBorder = false
    if (shape === PieceStore.FULL) return true
    if (shape === PieceStore.SIMPLE) return this.#ringSide(at + 2, lng, lat) >= 0
    let ring = at + 2
    for (let part = shape - PieceStore.COMPLEX; part > 0; part--) {
      const ringCount = ints[2 * ring]!
      const next = ints[2 * ring + 1]!
      ring += 1
      let side = this.#ringSide(ring, lng, lat)
      if (side === 0) return true
      if (side > 0) {
        let isInHole = false
        for (let r = 1; r < ringCount && !isInHole; r++) {
          ring = ints[2 * ring + 3]!
          side = this.#ringSide(ring, lng, lat)
          if (side === 0) return true
          isInHole = side > 0
        }
        if (!isInHole) return true
      }
      ring = next
    }
    return false
  }

  /** 1 inside, 0 on the border, -1 outside; the expression is that of `segmentSide`. */
  #ringSide(at: number, lng: number, lat: number): number {
    const ints = this.#ints
    const words = this.#words
    const vertices = this.#vertices
    let winding = ints[2 * at]!
    let word = at + 2
    for (let s = ints[2 * at + 1]!; s > 0; s--, word += 2) {
      if (lat >= words[word]!) winding += words[word + 1]!
    }
    for (let c = ints[2 * at + 2]!; c > 0; c--, word++) {
      let v = 2 * ints[2 * word + 1]!
      const end = v + 2 * ints[2 * word]!
      let ax = vertices[v]!
      let ay = vertices[v + 1]!
      while (v < end) {
        v += 2
        const bx = vertices[v]!
        const by = vertices[v + 1]!
        if (ay <= lat ? lat <= by || lat === ay : by <= lat) {
          const side = (bx - ax) * (lat - ay) - (lng - ax) * (by - ay)
          if (side === 0) {
            if (ax < bx ? ax <= lng && lng <= bx : bx <= lng && lng <= ax) {
              this.#isOnBorder = true
              return 0
            }
          } else if (side > 0) {
            if (ay <= lat && lat < by) winding++
          } else if (by <= lat && lat < ay) winding--
        }
        ax = bx
        ay = by
      }
    }
    return winding === 0 ? -1 : 1
  }

  /** The grid other than `except` whose border is nearest within 50 m; equally far to the millimetre: lowest code. */
  #nearestRank(lng: number, lat: number, except: number): { rank: number; millimeters: number } {
    const { perLng, perLat } = metersPerDegree(lat)
    const { west, south, columns, rows } = this.#raster
    const reach = NEAREST_GRID_MAX_METERS * 1.01
    const fromColumn = Math.max(0, Math.floor((lng - reach / perLng - west) * this.#perCellWidth))
    const toColumn = Math.min(columns - 1, Math.floor((lng + reach / perLng - west) * this.#perCellWidth))
    const fromRow = Math.max(0, Math.floor((lat - reach / perLat - south) * this.#perCellHeight))
    const toRow = Math.min(rows - 1, Math.floor((lat + reach / perLat - south) * this.#perCellHeight))
    const found = { rank: -1, millimeters: NEAREST_GRID_MAX_METERS * 1000 + 1 }
    for (let row = fromRow; row <= toRow; row++) {
      for (let column = fromColumn; column <= toColumn; column++) {
        const value = this.#cells[row * columns + column]!
        if (value < NEAR) this.#nearestInRecord(-value, lng, lat, perLng, perLat, except, found)
      }
    }
    return found
  }

  #nearestInRecord(
    record: number,
    lng: number,
    lat: number,
    perLng: number,
    perLat: number,
    except: number,
    found: { rank: number; millimeters: number },
  ): void {
    const ints = this.#ints
    if (ints[2 * record + 2] === PieceStore.SPLIT) {
      const cellCount = ints[2 * record + 4]! * ints[2 * record + 5]!
      for (let cell = 0; cell < cellCount; cell++) {
        const inner = ints[2 * (record + 7) + cell]!
        if (inner !== 0) this.#nearestInRecord(inner, lng, lat, perLng, perLat, except, found)
      }
      return
    }
    for (let at = record; at !== 0; at = ints[2 * at + 1]!) {
      const rank = ints[2 * at]!
      const shape = ints[2 * at + 2]!
      if (rank === except || shape === PieceStore.FULL) continue
      let squared = Infinity
      if (shape === PieceStore.SIMPLE) squared = this.#ringDistanceSquared(at + 2, lng, lat, perLng, perLat)
      else {
        let part = at + 2
        for (let p = shape - PieceStore.COMPLEX; p > 0; p--) {
          let ring = part + 1
          for (let r = ints[2 * part]!; r > 0; r--) {
            squared = Math.min(squared, this.#ringDistanceSquared(ring, lng, lat, perLng, perLat))
            ring = ints[2 * ring + 3]!
          }
          part = ints[2 * part + 1]!
        }
      }
      const millimeters = wholeMillimeters(Math.sqrt(squared))
      if (millimeters < found.millimeters || (millimeters === found.millimeters && rank < found.rank)) {
        found.rank = rank
        found.millimeters = millimeters
      }
    }
  }

  #ringDistanceSquared(at: number, lng: number, lat: number, perLng: number, perLat: number): number {
    const ints = this.#ints
    const vertices = this.#vertices
    let best = Infinity
    let word = at + 2 + 2 * ints[2 * at + 1]!
    for (let c = ints[2 * at + 2]!; c > 0; c--, word++) {
      let v = 2 * ints[2 * word + 1]!
      const end = v + 2 * ints[2 * word]!
      let ax = (vertices[v]! - lng) * perLng
      let ay = (vertices[v + 1]! - lat) * perLat
      while (v < end) {
        v += 2
        const bx = (vertices[v]! - lng) * perLng
        const by = (vertices[v + 1]! - lat) * perLat
        const squared = originToSegmentSquared(ax, ay, bx, by)
        if (squared < best) best = squared
        ax = bx
        ay = by
      }
    }
    return best
  }
}

/** All vertices in one array, ring after ring, each with its closing vertex; and the shapes as edges of it. */
function gatherRings(shapes: readonly GridShape[]): { vertices: Float64Array; pieces: ShapePiece[] } {
  let count = 0
  for (const { polygons } of shapes)
    for (const polygon of polygons) for (const ring of polygon) count += ring.length
  const vertices = new Float64Array(2 * count)
  let at = 0
  const gatherRing = (ring: Ring, code: string): RingPiece => {
    const first = ring[0]
    const last = ring[ring.length - 1]
    if (!first || !last || first[0] !== last[0] || first[1] !== last[1]) {
      throw new RangeError(`grid ${code}: a ring is not closed`)
    }
    const start = at
    for (const [lng, lat] of ring) {
      if (!isLngLat(lng, lat)) throw new RangeError(`grid ${code}: no longitude and latitude: ${lng}, ${lat}`)
      vertices[2 * at] = lng
      vertices[2 * at + 1] = lat
      at++
    }
    return { base: 0, steps: [], edges: Int32Array.from({ length: ring.length - 1 }, (_, i) => start + i) }
  }
  const pieces = shapes.map(({ code, polygons }) =>
    polygons
      .filter((polygon) => polygon.length > 0)
      .map((polygon) => polygon.map((ring) => gatherRing(ring, code))),
  )
  return { vertices, pieces }
}

/** Covers every shape and 50 m round it, with cells about as wide as high in meters. */
function rasterAround(shapes: readonly GridShape[], edgeCount: number): Raster {
  const box = boundingBox(shapes.flatMap((shape) => shape.polygons))
  if (!box) return { west: 0, south: 0, cellWidth: 1, cellHeight: 1, columns: 1, rows: 1 }
  const poleward = Math.min(89, Math.max(Math.abs(box[1]), Math.abs(box[3])))
  const { perLng, perLat } = metersPerDegree(poleward)
  const reach = NEAREST_GRID_MAX_METERS * 1.05
  const west = box[0] - reach / perLng
  const south = box[1] - reach / perLat
  const width = box[2] + reach / perLng - west
  const height = box[3] + reach / perLat - south
  const cellCount = Math.min(MAX_CELLS, Math.max(MIN_CELLS, edgeCount * CELLS_PER_EDGE))
  const sideMeters = Math.sqrt((width * perLng * height * perLat) / cellCount)
  const columns = Math.max(1, Math.min(1 << 14, Math.ceil((width * perLng) / sideMeters)))
  const rows = Math.max(1, Math.min(1 << 14, Math.ceil((height * perLat) / sideMeters)))
  return { west, south, cellWidth: width / columns, cellHeight: height / rows, columns, rows }
}

/** Gathers the pieces of all shapes cell by cell, then lays each border cell out in one stretch of words. */
class CellBuilder {
  readonly cells: Int32Array
  readonly #raster: Raster
  readonly #gathered = new PieceStore(1 << 16)
  readonly #splitter: ShapeSplitter
  #last: Int32Array

  constructor(vertices: Float64Array, pieces: readonly ShapePiece[], raster: Raster) {
    this.#splitter = new ShapeSplitter(vertices)
    this.#raster = raster
    this.cells = new Int32Array(raster.columns * raster.rows)
    this.#last = new Int32Array(raster.columns * raster.rows)
    pieces.forEach((piece, rank) => {
      this.#splitter.split(piece, raster, true, {
        full: (row, from, to) => {
          for (let column = from; column <= to; column++) this.#addFull(row * raster.columns + column, rank)
        },
        partial: (row, column, part) =>
          this.#link(row * raster.columns + column, this.#gathered.writeEntry(rank, part)),
      })
    })
  }

  #addFull(cell: number, rank: number): void {
    if (this.cells[cell] === EMPTY) this.cells[cell] = rank + 1
    else this.#link(cell, this.#gathered.writeEntry(rank, undefined))
  }

  #link(cell: number, entry: number): void {
    const value = this.cells[cell]!
    if (value > 0) {
      // An overlap: the owner's true hit becomes the first entry of a record, so that the others stay findable.
      const owner = this.#gathered.writeEntry(value - 1, undefined)
      this.cells[cell] = -owner
      this.#gathered.setNext(owner, entry)
    } else if (value === EMPTY) this.cells[cell] = -entry
    else this.#gathered.setNext(this.#last[cell]!, entry)
    this.#last[cell] = entry
  }

  finish(): PieceStore {
    this.#last = new Int32Array(0)
    const store = new PieceStore(this.#gathered.wordCount + 1024)
    const { west, south, cellWidth, cellHeight, columns } = this.#raster
    for (let cell = 0; cell < this.cells.length; cell++) {
      const value = this.cells[cell]!
      if (value >= 0) continue
      const left = west + (cell % columns) * cellWidth
      const bottom = south + Math.floor(cell / columns) * cellHeight
      this.cells[cell] = -this.#layOut(store, this.#gathered, -value, left, bottom, cellWidth, cellHeight)
    }
    store.trim()
    return store
  }

  #layOut(
    store: PieceStore,
    from: PieceStore,
    first: number,
    west: number,
    south: number,
    width: number,
    height: number,
  ): number {
    const edgeCount = from.edgesInRecord(first)
    const side = Math.min(MAX_SPLIT_COLUMNS, Math.ceil(Math.sqrt(edgeCount)))
    if (edgeCount <= MAX_EDGES_PER_CELL || Math.min(width, height) < MIN_CELL_DEGREES * side) {
      return store.copyRecord(from, first)
    }
    const raster: Raster = {
      west,
      south,
      cellWidth: width / side,
      cellHeight: height / side,
      columns: side,
      rows: side,
    }
    const inner = new PieceStore(1024)
    const heads = new Int32Array(side * side)
    const tails = new Int32Array(side * side)
    const link = (cell: number, entry: number) => {
      if (heads[cell] === 0) heads[cell] = entry
      else inner.setNext(tails[cell]!, entry)
      tails[cell] = entry
    }
    for (const { rank, piece } of from.readRecord(first)) {
      if (!piece)
        for (let cell = 0; cell < heads.length; cell++) link(cell, inner.writeEntry(rank, undefined))
      else {
        this.#splitter.split(piece, raster, false, {
          full: (row, a, b) => {
            for (let c = a; c <= b; c++) link(row * side + c, inner.writeEntry(rank, undefined))
          },
          partial: (row, column, part) => link(row * side + column, inner.writeEntry(rank, part)),
        })
      }
    }
    const records = heads.map((head, cell) =>
      head === 0
        ? 0
        : this.#layOut(
            store,
            inner,
            head,
            west + (cell % side) * raster.cellWidth,
            south + Math.floor(cell / side) * raster.cellHeight,
            raster.cellWidth,
            raster.cellHeight,
          ),
    )
    return store.writeSplit(raster, records)
  }
}

/** Marks empty cells from which a border could lie within 50 m. */
function markNear(cells: Int32Array, raster: Raster): void {
  const { south, cellWidth, cellHeight, columns, rows } = raster
  const poleward = Math.min(89, Math.max(Math.abs(south), Math.abs(south + rows * cellHeight)))
  const { perLng } = metersPerDegree(poleward)
  const { perLat } = metersPerDegree(0)
  const reach = NEAREST_GRID_MAX_METERS * 1.02
  const acrossCells = Math.ceil(reach / perLng / cellWidth)
  const upCells = Math.ceil(reach / perLat / cellHeight)
  const across = new Uint8Array(cells.length)
  for (let row = 0; row < rows; row++) {
    let until = -1
    for (let column = 0; column < columns; column++) {
      if (cells[row * columns + column]! < NEAR) until = column + acrossCells
      if (column <= until) across[row * columns + column] = 1
    }
    until = columns
    for (let column = columns - 1; column >= 0; column--) {
      if (cells[row * columns + column]! < NEAR) until = column - acrossCells
      if (column >= until) across[row * columns + column] = 1
    }
  }
  for (let column = 0; column < columns; column++) {
    let until = -1
    for (let row = 0; row < rows; row++) {
      const cell = row * columns + column
      if (across[cell] === 1) until = row + upCells
      if (row <= until && cells[cell] === EMPTY) cells[cell] = NEAR
    }
    until = rows
    for (let row = rows - 1; row >= 0; row--) {
      const cell = row * columns + column
      if (across[cell] === 1) until = row - upCells
      if (row >= until && cells[cell] === EMPTY) cells[cell] = NEAR
    }
  }
}
