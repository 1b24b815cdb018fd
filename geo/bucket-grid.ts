import type { BoundingBox } from './lng-lat.ts'
import { metersPerDegree } from './meters-per-degree.ts'

/** A thing found near a point. */
export type Neighbor = { readonly id: number; readonly distanceMeters: number }

export type NearestOptions = {
  /** Only things all of whose marks in these bits are set: state, skill. */
  readonly marks?: number
  /** Only things for which this holds. Called for near things first, never for all. */
  readonly filter?: (id: number) => boolean
  readonly maxMeters?: number
}

const MIN_CELLS = 256
/** The raster is made finer when a cell holds more than this on average, and then holds a quarter of it. */
const CROWDED = 8
/** Places of the smallest block. */
const SMALLEST = 4

/**
 * Moving things by place: insert, move and remove in constant time, the k nearest in about a microsecond.
 *
 * Buckets of a raster over a box; what lies outside the box is kept in the bucket at its rim, so that every place is
 * allowed and only speed depends on the box. A bucket's things lie side by side in typed arrays, in a block that is
 * moved to one twice as long when it is full. Distances are planar with `metersPerDegree` at the asked latitude: right
 * to 0.1 % within a city.
 */
export class BucketGrid {
  readonly #box: BoundingBox
  #columns = 0
  #rows = 0
  #perCellWidth = 0
  #perCellHeight = 0
  /** By cell, side by side: first place of its block, how many are taken. */
  #heads = new Int32Array(0)
  /** By cell: how many places its block has. */
  #lengths = new Int32Array(0)
  /** By place: lng and lat side by side, marks, id, and the slot of the thing. */
  #lngLats = new Float64Array(256)
  #marks = new Int32Array(128)
  #ids = new Float64Array(128)
  #slots = new Int32Array(128)
  #usedPlaces = 0
  /** Starts of blocks given back, by their length's power of two above the smallest. */
  #freeBlocks: number[][] = []
  /** By slot, which a thing keeps while it moves. */
  #places = new Int32Array(64)
  #cells = new Int32Array(64)
  readonly #slotOf = new Map<number, number>()
  readonly #freeSlots: number[] = []
  #usedSlots = 0
  #foundSquared = new Float64Array(16)
  #foundPlaces = new Int32Array(16)

  /** @param box where most things are, degrees. Example: `new BucketGrid([116.2, 39.7, 116.7, 40.1])` */
  constructor(box: BoundingBox) {
    if (!(box[2] > box[0] && box[3] > box[1])) throw new RangeError(`no box: ${box.join(', ')}`)
    this.#box = box
    this.#layOut(MIN_CELLS)
  }

  get size(): number {
    return this.#slotOf.size
  }

  has(id: number): boolean {
    return this.#slotOf.has(id)
  }

  /**
   * Puts a thing at a place, or moves it there.
   *
   * @param lng degrees
   * @param lat degrees
   * @param marks bits that `nearest` can ask for
   * @throws RangeError for a place that is no number
   */
  set(id: number, lng: number, lat: number, marks = 0): void {
    if (!Number.isFinite(lng) || !Number.isFinite(lat))
      throw new RangeError(`no place for ${id}: ${lng}, ${lat}`)
    const cell = this.#cellAt(lng, lat)
    let slot = this.#slotOf.get(id)
    if (slot === undefined) {
      slot = this.#freeSlots.pop() ?? this.#usedSlots++
      if (slot >= this.#cells.length) this.#growSlots()
      this.#slotOf.set(id, slot)
      this.#put(slot, cell)
    } else if (this.#cells[slot] !== cell) {
      this.#take(slot)
      this.#put(slot, cell)
    }
    const place = this.#places[slot]!
    this.#lngLats[2 * place] = lng
    this.#lngLats[2 * place + 1] = lat
    this.#marks[place] = marks
    this.#ids[place] = id
    if (this.#slotOf.size > CROWDED * this.#lengths.length) this.#layOut(4 * this.#lengths.length)
  }

  /** @returns false when there was none */
  remove(id: number): boolean {
    const slot = this.#slotOf.get(id)
    if (slot === undefined) return false
    this.#take(slot)
    this.#slotOf.delete(id)
    this.#freeSlots.push(slot)
    return true
  }

  /**
   * The k nearest things, nearest first; equally far ones by id. All of them where k is infinite.
   *
   * @param lng degrees
   * @param lat degrees
   * @example units.nearest(116.39, 39.9, 3, { marks: IDLE | PUMP, maxMeters: 5000 })
   */
  nearest(lng: number, lat: number, k: number, options: NearestOptions = {}): Neighbor[] {
    const count = this.#find(lng, lat, k, options)
    const found: Neighbor[] = []
    for (let i = 0; i < count; i++)
      found.push({ id: this.#idAt(this.#foundPlaces[i]!), distanceMeters: Math.sqrt(this.#foundSquared[i]!) })
    return found
  }

  /** Only their ids, where nobody asks how far: no object a thing. */
  nearestIds(lng: number, lat: number, k: number, options: NearestOptions = {}): number[] {
    const count = this.#find(lng, lat, k, options)
    const ids: number[] = []
    for (let i = 0; i < count; i++) ids.push(this.#idAt(this.#foundPlaces[i]!))
    return ids
  }

  #find(
    lng: number,
    lat: number,
    most: number,
    { marks = 0, filter, maxMeters = Infinity }: NearestOptions,
  ): number {
    if (!Number.isFinite(lng) || !Number.isFinite(lat)) return 0
    const k = Math.min(most, this.#slotOf.size)
    if (k <= 0) return 0
    if (k > this.#foundSquared.length) {
      this.#foundSquared = new Float64Array(k)
      this.#foundPlaces = new Int32Array(k)
    }
    const foundSquared = this.#foundSquared
    const foundPlaces = this.#foundPlaces
    const heads = this.#heads
    const lngLats = this.#lngLats
    const marksAt = this.#marks
    const { perLng, perLat } = metersPerDegree(lat)
    const columns = this.#columns
    const rows = this.#rows
    const [west, south, east, north] = this.#box
    // Clamping point and things alike onto the box never lengthens the way between them: the bounds below stay true.
    const x = (Math.min(Math.max(lng, west), east) - west) * this.#perCellWidth
    const y = (Math.min(Math.max(lat, south), north) - south) * this.#perCellHeight
    const column = Math.min(columns - 1, x | 0)
    const row = Math.min(rows - 1, y | 0)
    const cellWidthMeters = perLng / this.#perCellWidth
    const cellHeightMeters = perLat / this.#perCellHeight
    // Asked for at once, the memory of the nine cells comes together; else each would be waited for in its turn. The sum
    // is written where a distance is, or it would not be read.
    const own = row * columns + column
    const above = row + 1 < rows ? own + columns : own
    const below = row > 0 ? own - columns : own
    const left = column > 0 ? 1 : 0
    const right = column + 1 < columns ? 1 : 0
    foundSquared[0] =
      this.#touch(own) +
      this.#touch(above) +
      this.#touch(below) +
      this.#touch(own - left) +
      this.#touch(own + right) +
      this.#touch(above - left) +
      this.#touch(above + right) +
      this.#touch(below - left) +
      this.#touch(below + right)
    let count = 0
    let limit = maxMeters * maxMeters
    for (let ring = 0; ; ring++) {
      const fromRow = row - ring
      const toRow = row + ring
      const lastRow = Math.min(rows - 1, toRow)
      for (let r = Math.max(0, fromRow); r <= lastRow; r++) {
        const up = toCell(y, r, row, cellHeightMeters)
        const upSquared = up * up
        if (upSquared > limit) continue
        const stride = r === fromRow || r === toRow || ring === 0 ? 1 : 2 * ring
        for (let c = column - ring; c <= column + ring; c += stride) {
          if (c < 0 || c >= columns) continue
          const cell = r * columns + c
          const things = heads[2 * cell + 1]!
          if (things === 0) continue
          const aside = toCell(x, c, column, cellWidthMeters)
          if (upSquared + aside * aside > limit) continue
          const start = heads[2 * cell]!
          for (let place = start; place < start + things; place++) {
            const dx = (lngLats[2 * place]! - lng) * perLng
            const dy = (lngLats[2 * place + 1]! - lat) * perLat
            const squared = dx * dx + dy * dy
            if (squared > limit || (marksAt[place]! & marks) !== marks) continue
            // Ids lie elsewhere in memory: they are looked up for what is found, and where two are equally far.
            if (count === k && squared === limit && this.#idAt(place) > this.#idAt(foundPlaces[k - 1]!))
              continue
            if (filter !== undefined && !filter(this.#idAt(place))) continue
            let at = count < k ? count++ : k - 1
            while (
              at > 0 &&
              (foundSquared[at - 1]! > squared ||
                (foundSquared[at - 1] === squared && this.#idAt(foundPlaces[at - 1]!) > this.#idAt(place)))
            ) {
              foundSquared[at] = foundSquared[at - 1]!
              foundPlaces[at] = foundPlaces[at - 1]!
              at--
            }
            foundSquared[at] = squared
            foundPlaces[at] = place
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
      if (beyond === Infinity || (beyond > SLACK_METERS && (beyond - SLACK_METERS) ** 2 > limit)) return count
    }
  }

  /** Reads of every line of memory that a cell's first eight things lie in. */
  #touch(cell: number): number {
    const start = this.#heads[2 * cell]!
    return this.#lngLats[2 * start]! + this.#lngLats[2 * start + 8]! + this.#marks[start]! + this.#ids[start]!
  }

  #idAt(place: number): number {
    return this.#ids[place]!
  }

  #cellAt(lng: number, lat: number): number {
    const x = (lng - this.#box[0]) * this.#perCellWidth
    const y = (lat - this.#box[1]) * this.#perCellHeight
    const column = x < 0 ? 0 : x >= this.#columns ? this.#columns - 1 : x | 0
    const row = y < 0 ? 0 : y >= this.#rows ? this.#rows - 1 : y | 0
    return row * this.#columns + column
  }

  /** Gives a thing the next place of a cell; its coordinates and marks are the caller's to write. */
  #put(slot: number, cell: number): void {
    const count = this.#heads[2 * cell + 1]!
    if (count === this.#lengths[cell]!) this.#lengthen(cell)
    const place = this.#heads[2 * cell]! + count
    this.#heads[2 * cell + 1] = count + 1
    this.#slots[place] = slot
    this.#places[slot] = place
    this.#cells[slot] = cell
  }

  /** Takes a thing out of its cell; the cell's last one moves to where it was. */
  #take(slot: number): void {
    const cell = this.#cells[slot]!
    const place = this.#places[slot]!
    const last = this.#heads[2 * cell]! + this.#heads[2 * cell + 1]! - 1
    this.#heads[2 * cell + 1]!--
    if (last !== place) this.#copy(last, place)
  }

  #copy(from: number, to: number): void {
    const slot = this.#slots[from]!
    this.#lngLats[2 * to] = this.#lngLats[2 * from]!
    this.#lngLats[2 * to + 1] = this.#lngLats[2 * from + 1]!
    this.#marks[to] = this.#marks[from]!
    this.#slots[to] = slot
    this.#ids[to] = this.#ids[from]!
    this.#places[slot] = to
  }

  #lengthen(cell: number): void {
    const length = this.#lengths[cell]!
    const start = this.#heads[2 * cell]!
    const longer = length === 0 ? SMALLEST : 2 * length
    const to = this.#freeBlocks[powerOf(longer)]?.pop() ?? this.#newBlock(longer)
    for (let i = 0; i < length; i++) this.#copy(start + i, to + i)
    if (length > 0) {
      this.#freeBlocks[powerOf(length)] ??= []
      this.#freeBlocks[powerOf(length)]!.push(start)
    }
    this.#heads[2 * cell] = to
    this.#lengths[cell] = longer
  }

  #newBlock(length: number): number {
    const start = this.#usedPlaces
    this.#usedPlaces += length
    if (this.#usedPlaces > this.#slots.length) {
      const places = 2 * Math.max(this.#slots.length, this.#usedPlaces)
      this.#slots = longerInts(this.#slots, places)
      this.#marks = longerInts(this.#marks, places)
      this.#ids = longerDoubles(this.#ids, places)
      this.#lngLats = longerDoubles(this.#lngLats, 2 * places)
    }
    return start
  }

  /** Makes a raster of about so many cells, as wide as high in meters, and sorts everything into it, cell by cell. */
  #layOut(cellCount: number): void {
    const [west, south, east, north] = this.#box
    const { perLng, perLat } = metersPerDegree((south + north) / 2)
    const aspect = ((east - west) * perLng) / ((north - south) * perLat)
    this.#columns = Math.max(1, Math.round(Math.sqrt(cellCount * aspect)))
    this.#rows = Math.max(1, Math.ceil(cellCount / this.#columns))
    this.#perCellWidth = this.#columns / (east - west)
    this.#perCellHeight = this.#rows / (north - south)
    const cells = this.#columns * this.#rows
    const before = {
      places: this.#places.slice(),
      lngLats: this.#lngLats,
      marks: this.#marks,
      ids: this.#ids,
    }
    const slots = [...this.#slotOf.values()]
    const counts = new Int32Array(cells)
    for (const slot of slots) {
      const place = before.places[slot]!
      const cell = this.#cellAt(before.lngLats[2 * place]!, before.lngLats[2 * place + 1]!)
      this.#cells[slot] = cell
      counts[cell]!++
    }
    this.#heads = new Int32Array(2 * cells)
    this.#lengths = new Int32Array(cells)
    this.#freeBlocks = []
    this.#usedPlaces = 0
    // Blocks in the order of the cells, each with room to grow: neighbours of a row lie side by side.
    let places = 0
    for (let cell = 0; cell < cells; cell++) {
      let length = SMALLEST
      while (length < counts[cell]!) length *= 2
      this.#heads[2 * cell] = places
      this.#lengths[cell] = length
      places += length
    }
    this.#usedPlaces = places
    this.#slots = new Int32Array(2 * places)
    this.#marks = new Int32Array(2 * places)
    this.#ids = new Float64Array(2 * places)
    this.#lngLats = new Float64Array(4 * places)
    for (const slot of slots) {
      const from = before.places[slot]!
      this.#put(slot, this.#cells[slot]!)
      const to = this.#places[slot]!
      this.#lngLats[2 * to] = before.lngLats[2 * from]!
      this.#lngLats[2 * to + 1] = before.lngLats[2 * from + 1]!
      this.#marks[to] = before.marks[from]!
      this.#ids[to] = before.ids[from]!
    }
  }

  #growSlots(): void {
    const length = this.#cells.length * 2
    this.#places = longerInts(this.#places, length)
    this.#cells = longerInts(this.#cells, length)
  }
}

/** A millimetre for the rounding of cells. */
const SLACK_METERS = 0.001

/** Least way along one axis from a point, in cells, to a cell of another column or row; 0 within its own. */
function toCell(at: number, cell: number, own: number, cellMeters: number): number {
  if (cell === own) return 0
  const meters = (cell < own ? at - cell - 1 : cell - at) * cellMeters - SLACK_METERS
  return Math.max(meters, 0)
}

function powerOf(length: number): number {
  return 31 - Math.clz32(length / SMALLEST)
}

function longerInts(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length)
  copy.set(array)
  return copy
}

function longerDoubles(array: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const copy = new Float64Array(length)
  copy.set(array)
  return copy
}
