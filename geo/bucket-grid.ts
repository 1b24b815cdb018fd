import type { BoundingBox } from './lng-lat.ts'
import { metersPerDegree } from './meters-per-degree.ts'

/** A thing found near a point. */
export type Neighbor = { readonly id: number; readonly distanceMeters: number }

export type NearestOptions = {
  /** Only things for which this holds: state, skill, permission. Called for near things first, never for all. */
  readonly filter?: (id: number) => boolean
  readonly maxMeters?: number
}

const MIN_CELLS = 256
/** The raster is made finer when a cell holds more than this on average. */
const CROWDED = 4
const NONE = -1

/**
 * Moving things by place: insert, move and remove in constant time, the k nearest in a few microseconds.
 *
 * Buckets of a raster over a box; what lies outside the box is kept in the bucket at its rim, so that every place is
 * allowed and only speed depends on the box. Distances are planar with `metersPerDegree` at the asked latitude: right to
 * 0.1 % within a city.
 */
export class BucketGrid {
  readonly #box: BoundingBox
  #columns = 0
  #rows = 0
  #perCellWidth = 0
  #perCellHeight = 0
  /** First slot of each bucket. */
  #heads = new Int32Array(0)
  #next = new Int32Array(64)
  #previous = new Int32Array(64)
  #cells = new Int32Array(64)
  #ids = new Float64Array(64)
  #lngs = new Float64Array(64)
  #lats = new Float64Array(64)
  readonly #slots = new Map<number, number>()
  readonly #free: number[] = []
  #used = 0
  #foundSquared = new Float64Array(16)
  #foundSlots = new Int32Array(16)

  /** @param box where most things are, degrees. Example: `new BucketGrid([116.2, 39.7, 116.7, 40.1])` */
  constructor(box: BoundingBox) {
    if (!(box[2] > box[0] && box[3] > box[1])) throw new RangeError(`no box: ${box.join(', ')}`)
    this.#box = box
    this.#layOut(MIN_CELLS)
  }

  get size(): number {
    return this.#slots.size
  }

  has(id: number): boolean {
    return this.#slots.has(id)
  }

  /**
   * Puts a thing at a place, or moves it there.
   *
   * @param lng degrees
   * @param lat degrees
   * @throws RangeError for a place that is no number
   */
  set(id: number, lng: number, lat: number): void {
    if (!Number.isFinite(lng) || !Number.isFinite(lat))
      throw new RangeError(`no place for ${id}: ${lng}, ${lat}`)
    const cell = this.#cellAt(lng, lat)
    let slot = this.#slots.get(id)
    if (slot === undefined) {
      slot = this.#free.pop() ?? this.#used++
      if (slot >= this.#ids.length) this.#grow()
      this.#slots.set(id, slot)
      this.#ids[slot] = id
      this.#link(slot, cell)
    } else if (this.#cells[slot] !== cell) {
      this.#unlink(slot)
      this.#link(slot, cell)
    }
    this.#lngs[slot] = lng
    this.#lats[slot] = lat
    if (this.#slots.size > CROWDED * this.#heads.length) this.#layOut(4 * this.#heads.length)
  }

  /** @returns false when there was none */
  remove(id: number): boolean {
    const slot = this.#slots.get(id)
    if (slot === undefined) return false
    this.#unlink(slot)
    this.#slots.delete(id)
    this.#free.push(slot)
    return true
  }

  /**
   * The k nearest things, nearest first; equally far ones by id.
   *
   * @param lng degrees
   * @param lat degrees
   * @example units.nearest(116.39, 39.9, 3, { filter: (id) => isFree.has(id), maxMeters: 5000 })
   */
  nearest(lng: number, lat: number, k: number, options: NearestOptions = {}): Neighbor[] {
    const { filter, maxMeters = Infinity } = options
    if (k <= 0 || !Number.isFinite(lng) || !Number.isFinite(lat)) return []
    if (k > this.#foundSquared.length) {
      this.#foundSquared = new Float64Array(k)
      this.#foundSlots = new Int32Array(k)
    }
    const foundSquared = this.#foundSquared
    const foundSlots = this.#foundSlots
    const { perLng, perLat } = metersPerDegree(lat)
    const columns = this.#columns
    const rows = this.#rows
    const [west, south, east, north] = this.#box
    // Clamping point and things alike onto the box never lengthens the way between them: the bound below stays true.
    const x = (Math.min(Math.max(lng, west), east) - west) * this.#perCellWidth
    const y = (Math.min(Math.max(lat, south), north) - south) * this.#perCellHeight
    const column = Math.min(columns - 1, x | 0)
    const row = Math.min(rows - 1, y | 0)
    const cellWidthMeters = perLng / this.#perCellWidth
    const cellHeightMeters = perLat / this.#perCellHeight
    let count = 0
    let limit = maxMeters * maxMeters
    for (let ring = 0; ; ring++) {
      const fromRow = row - ring
      const toRow = row + ring
      for (let r = Math.max(0, fromRow); r <= Math.min(rows - 1, toRow); r++) {
        const isWholeRow = r === fromRow || r === toRow
        const stride = isWholeRow || ring === 0 ? 1 : 2 * ring
        for (let c = column - ring; c <= column + ring; c += stride) {
          if (c < 0 || c >= columns) continue
          for (let slot = this.#heads[r * columns + c]!; slot !== NONE; slot = this.#next[slot]!) {
            const dx = (this.#lngs[slot]! - lng) * perLng
            const dy = (this.#lats[slot]! - lat) * perLat
            const squared = dx * dx + dy * dy
            if (squared > limit) continue
            if (count === k && squared === limit && this.#ids[slot]! > this.#ids[foundSlots[k - 1]!]!)
              continue
            if (filter && !filter(this.#ids[slot]!)) continue
            let at = count < k ? count++ : k - 1
            while (
              at > 0 &&
              (foundSquared[at - 1]! > squared ||
                (foundSquared[at - 1] === squared && this.#ids[foundSlots[at - 1]!]! > this.#ids[slot]!))
            ) {
              foundSquared[at] = foundSquared[at - 1]!
              foundSlots[at] = foundSlots[at - 1]!
              at--
            }
            foundSquared[at] = squared
            foundSlots[at] = slot
            if (count === k) limit = foundSquared[k - 1]!
          }
        }
      }
      // Way to the nearest cell not looked at yet; a side at the rim has none behind it.
      const beyond = Math.min(
        column - ring > 0 ? (x - (column - ring)) * cellWidthMeters : Infinity,
        column + ring < columns - 1 ? (column + ring + 1 - x) * cellWidthMeters : Infinity,
        row - ring > 0 ? (y - (row - ring)) * cellHeightMeters : Infinity,
        row + ring < rows - 1 ? (row + ring + 1 - y) * cellHeightMeters : Infinity,
      )
      // A millimetre of slack for the rounding of cells.
      if (beyond === Infinity || (beyond > 0.001 && (beyond - 0.001) ** 2 > limit)) break
    }
    const found: Neighbor[] = []
    for (let i = 0; i < count; i++) {
      found.push({ id: this.#ids[foundSlots[i]!]!, distanceMeters: Math.sqrt(foundSquared[i]!) })
    }
    return found
  }

  #cellAt(lng: number, lat: number): number {
    const x = (lng - this.#box[0]) * this.#perCellWidth
    const y = (lat - this.#box[1]) * this.#perCellHeight
    const column = x < 0 ? 0 : x >= this.#columns ? this.#columns - 1 : x | 0
    const row = y < 0 ? 0 : y >= this.#rows ? this.#rows - 1 : y | 0
    return row * this.#columns + column
  }

  #link(slot: number, cell: number): void {
    const head = this.#heads[cell]!
    this.#cells[slot] = cell
    this.#previous[slot] = NONE
    this.#next[slot] = head
    if (head !== NONE) this.#previous[head] = slot
    this.#heads[cell] = slot
  }

  #unlink(slot: number): void {
    const previous = this.#previous[slot]!
    const next = this.#next[slot]!
    if (previous === NONE) this.#heads[this.#cells[slot]!] = next
    else this.#next[previous] = next
    if (next !== NONE) this.#previous[next] = previous
  }

  /** Makes a raster of about so many cells, as wide as high in meters, and sorts everything into it. */
  #layOut(cellCount: number): void {
    const [west, south, east, north] = this.#box
    const { perLng, perLat } = metersPerDegree((south + north) / 2)
    const aspect = ((east - west) * perLng) / ((north - south) * perLat)
    this.#columns = Math.max(1, Math.round(Math.sqrt(cellCount * aspect)))
    this.#rows = Math.max(1, Math.ceil(cellCount / this.#columns))
    this.#perCellWidth = this.#columns / (east - west)
    this.#perCellHeight = this.#rows / (north - south)
    this.#heads = new Int32Array(this.#columns * this.#rows).fill(NONE)
    for (const slot of this.#slots.values())
      this.#link(slot, this.#cellAt(this.#lngs[slot]!, this.#lats[slot]!))
  }

  #grow(): void {
    const length = this.#ids.length * 2
    const longer = (array: Int32Array) => {
      const copy = new Int32Array(length)
      copy.set(array)
      return copy
    }
    const longerDoubles = (array: Float64Array) => {
      const copy = new Float64Array(length)
      copy.set(array)
      return copy
    }
    this.#next = longer(this.#next)
    this.#previous = longer(this.#previous)
    this.#cells = longer(this.#cells)
    this.#ids = longerDoubles(this.#ids)
    this.#lngs = longerDoubles(this.#lngs)
    this.#lats = longerDoubles(this.#lats)
  }
}
