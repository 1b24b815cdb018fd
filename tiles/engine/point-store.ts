import { boundingBox } from '../../geo/bounding-box.ts'
import type { MultiPolygonCoordinates } from '../../geo/lng-lat.ts'
import { covers } from '../../geo/point-in-polygon.ts'
import { type AttributeColumn, SharedColumn } from './attribute-column.ts'
import type { AttributeValue } from './attribute-value.ts'
import { putVarint } from './byte-writer.ts'
import { ClusterGrid } from './cluster-grid.ts'
import { clusterKeys, createColumn, type TileSource } from './layer-definition.ts'
import { LayerWriter } from './layer-writer.ts'
import { tileExtent, worldX, worldY } from './mercator.ts'
import { mortonOf, mortonRange } from './morton.ts'
import { ScopeIndex } from './scope-index.ts'

/** A point feature. `values` are in the order of the layer's attributes; `id` becomes the feature's id. */
export type PointRow = {
  readonly id: number
  /** The leaf area it lies in; 0 where it lies in none. */
  readonly scopeAreaId: number
  readonly lng: number
  readonly lat: number
  readonly values: readonly AttributeValue[]
  /** In the order of the source's `inner`; null for none. */
  readonly inner?: readonly (number | null)[]
}

/** Position in the unit square of Web Mercator. */
export type WorldPoint = { readonly x: number; readonly y: number }

/** Keeps features whose attribute has one of the values. The attribute is a shared one. */
export type AttributeFilter = {
  readonly attribute: string
  readonly values: readonly (string | number | boolean)[]
}

/** Keeps features by a number that is not written: what has none passes only where `isNull`. */
export type InnerFilter = {
  readonly inner: string
  readonly from?: number | undefined
  readonly before?: number | undefined
  readonly values?: readonly number[] | undefined
  readonly isNull?: boolean | undefined
}

/** Keeps features on the border of polygons and inside; their places stand in two numbers that are not written. */
export type ShapeFilter = {
  readonly innerLngLat: readonly [lng: string, lat: string]
  readonly polygons: MultiPolygonCoordinates
}

export type PointFilter = AttributeFilter | InnerFilter | ShapeFilter
type Test = (slot: number) => boolean

const firstCapacity = 1024
/** The unsorted tail is merged into the sorted part when it is longer than this, or than a 64th of it. */
const longestTail = 256

/**
 * The points of one layer in typed arrays, sorted so that a tile of any zoom is one run of them; written as vector tiles
 * without any object for a feature. Points may move, come and go: those that do wait in a short tail.
 */
export class PointStore {
  readonly scopes: ScopeIndex = new ScopeIndex()
  private readonly source: TileSource & { kind: 'points' }
  private readonly columns: AttributeColumn[]
  /** NaN for none. */
  private readonly inner: Float64Array[]
  private readonly writer: LayerWriter
  private readonly grid: ClusterGrid | undefined
  private readonly slotOf = new Map<number, number>()
  private ids = new Float64Array(0)
  private xs = new Float64Array(0)
  private ys = new Float64Array(0)
  private keys = new Float64Array(0)
  private scopeOf = new Int32Array(0)
  private alive = new Uint8Array(0)
  private sortedCount = 0
  private count = 0
  private visible = new Int32Array(firstCapacity)
  private indexes = new Int32Array(0)
  private readonly columnOrder: readonly number[]

  constructor(source: TileSource & { kind: 'points' }) {
    // A feature's length is written as one byte: id, place and at most 5 bytes an attribute stay below 128.
    if (source.layer.attributes.length > 15) throw new Error(`too many attributes: ${source.name}`)
    this.source = source
    this.columns = source.layer.attributes.map(createColumn)
    this.inner = (source.inner ?? []).map(() => new Float64Array(0))
    const isShared = (key: number) => this.columns[key] instanceof SharedColumn
    this.columnOrder = [...this.columns.keys()].sort((a, b) => Number(isShared(b)) - Number(isShared(a)))
    const names = source.layer.attributes.map((attribute) => attribute.name)
    this.writer = new LayerWriter(source.layer.name, source.cluster ? [...names, ...clusterKeys] : names)
    this.grid = source.cluster && new ClusterGrid(source.cluster)
  }

  get size(): number {
    return this.slotOf.size
  }

  /** Adds many at once; then sorts. */
  load(rows: Iterable<PointRow>): void {
    for (const row of rows) this.put(row)
    this.sort()
  }

  /** The same of rows that come page by page; sorts once, after the last. */
  async loadPages(pages: AsyncIterable<Iterable<PointRow>>): Promise<void> {
    for await (const rows of pages) for (const row of rows) this.put(row)
    this.sort()
  }

  /**
   * Adds a point, or replaces the one with its id.
   *
   * @returns where it was before, if it was, and where it is now: the tiles over both have changed; nothing where it is
   * as before
   */
  upsert(row: PointRow): WorldPoint[] {
    const changed = this.put(row)
    if (this.count - this.sortedCount > Math.max(longestTail, this.sortedCount >> 6)) this.sort()
    return changed
  }

  /** @returns where it was, if it was there */
  remove(id: number): WorldPoint[] {
    const slot = this.slotOf.get(id)
    if (slot === undefined) return []
    this.slotOf.delete(id)
    this.alive[slot] = 0
    return [{ x: this.xs[slot]!, y: this.ys[slot]! }]
  }

  idsHeld(): IterableIterator<number> {
    return this.slotOf.keys()
  }

  /** The scope numbers of the points in a tile, each once, rising. */
  scopesIn(zoom: number, x: number, y: number): number[] {
    const seen = new Uint8Array(this.scopes.count)
    const found = this.collect(zoom, x, y, undefined, [])
    for (let i = 0; i < found; i++) seen[this.scopeOf[this.visible[i]!]!] = 1
    const numbers: number[] = []
    for (let i = 0; i < seen.length; i++) if (seen[i]) numbers.push(i)
    return numbers
  }

  /**
   * The tile's bytes, or undefined where it would be empty.
   *
   * @param mask 1 for each scope number that may be seen; undefined: all
   */
  encode(
    zoom: number,
    x: number,
    y: number,
    mask: Uint8Array | undefined,
    filters: readonly PointFilter[] = [],
  ): Uint8Array | undefined {
    const found = this.collect(zoom, x, y, mask, filters)
    this.writer.begin()
    const scale = 2 ** zoom * tileExtent
    const left = x * tileExtent
    const top = y * tileExtent
    if (this.isClustered(zoom, found)) {
      this.writeClusters(found, scale, left, top)
    } else {
      this.writePoints(this.visible, found, scale, left, top)
    }
    return this.writer.finish()
  }

  private isClustered(zoom: number, found: number): boolean {
    const { cluster, maxZoom } = this.source
    if (!cluster) return false
    const isCrowded = found > (cluster.mostPoints ?? Number.POSITIVE_INFINITY)
    return zoom < cluster.belowZoom || (isCrowded && zoom < maxZoom)
  }

  private put(row: PointRow): WorldPoint[] {
    const x = worldX(row.lng)
    const wrappedX = x >= 0 && x < 1 ? x : x - Math.floor(x)
    const y = worldY(row.lat)
    const old = this.slotOf.get(row.id)
    if (old !== undefined && this.isSame(old, row, wrappedX, y)) return []
    const changed: WorldPoint[] = []
    let slot = old
    if (old !== undefined) changed.push({ x: this.xs[old]!, y: this.ys[old]! })
    if (old === undefined || this.xs[old] !== wrappedX || this.ys[old] !== y) {
      changed.push({ x: wrappedX, y })
      if (old !== undefined && old >= this.sortedCount) slot = old
      else {
        if (old !== undefined) this.alive[old] = 0
        slot = this.newSlot()
        this.slotOf.set(row.id, slot)
      }
    }
    const at = slot!
    this.ids[at] = row.id
    this.xs[at] = wrappedX
    this.ys[at] = y
    this.keys[at] = mortonOf(wrappedX, y)
    this.scopeOf[at] = this.scopes.number(row.scopeAreaId)
    this.alive[at] = 1
    for (let i = 0; i < this.columns.length; i++) this.columns[i]!.set(at, row.values[i] ?? null)
    for (let i = 0; i < this.inner.length; i++) this.inner[i]![at] = row.inner?.[i] ?? Number.NaN
    return changed
  }

  private isSame(slot: number, row: PointRow, x: number, y: number): boolean {
    return (
      this.xs[slot] === x &&
      this.ys[slot] === y &&
      this.scopes.areaId(this.scopeOf[slot]!) === row.scopeAreaId &&
      this.columns.every((column, key) => column.get(slot) === (row.values[key] ?? null)) &&
      this.inner.every((numbers, i) => Object.is(numbers[slot], row.inner?.[i] ?? Number.NaN))
    )
  }

  private newSlot(): number {
    if (this.count === this.ids.length) {
      const capacity = Math.max(firstCapacity, this.count * 2)
      this.ids = grownFloats(this.ids, capacity)
      this.xs = grownFloats(this.xs, capacity)
      this.ys = grownFloats(this.ys, capacity)
      this.keys = grownFloats(this.keys, capacity)
      const scopeOf = new Int32Array(capacity)
      scopeOf.set(this.scopeOf)
      this.scopeOf = scopeOf
      const alive = new Uint8Array(capacity)
      alive.set(this.alive)
      this.alive = alive
      for (const column of this.columns) column.resize(capacity)
      for (const [i, numbers] of this.inner.entries()) this.inner[i] = grownFloats(numbers, capacity)
    }
    return this.count++
  }

  /** Sorts the tail, merges it with the sorted part and leaves out what is gone. */
  private sort(): void {
    const tail: number[] = []
    for (let slot = this.sortedCount; slot < this.count; slot++) if (this.alive[slot]) tail.push(slot)
    tail.sort((a, b) => this.keys[a]! - this.keys[b]!)
    const order = new Int32Array(this.slotOf.size)
    let at = 0
    let next = 0
    for (let slot = 0; slot < this.sortedCount; slot++) {
      if (!this.alive[slot]) continue
      while (next < tail.length && this.keys[tail[next]!]! < this.keys[slot]!) order[at++] = tail[next++]!
      order[at++] = slot
    }
    while (next < tail.length) order[at++] = tail[next++]!
    this.ids = reorderedFloats(this.ids, order)
    this.xs = reorderedFloats(this.xs, order)
    this.ys = reorderedFloats(this.ys, order)
    this.keys = reorderedFloats(this.keys, order)
    const scopeOf = new Int32Array(this.scopeOf.length)
    for (let i = 0; i < order.length; i++) scopeOf[i] = this.scopeOf[order[i]!]!
    this.scopeOf = scopeOf
    for (const column of this.columns) column.reorder(order)
    for (const [i, numbers] of this.inner.entries()) this.inner[i] = reorderedFloats(numbers, order)
    this.alive.fill(0)
    this.alive.fill(1, 0, order.length)
    this.count = this.sortedCount = order.length
    for (let slot = 0; slot < order.length; slot++) this.slotOf.set(this.ids[slot]!, slot)
  }

  /** Puts the slots of a tile's visible points into `visible`; how many. */
  private collect(
    zoom: number,
    x: number,
    y: number,
    mask: Uint8Array | undefined,
    filters: readonly PointFilter[],
  ): number {
    const [from, to] = mortonRange(zoom, x, y)
    const tests = filters.map((filter) => this.testOf(filter))
    const first = lowerBound(this.keys, this.sortedCount, from)
    const last = lowerBound(this.keys, this.sortedCount, to)
    const needed = last - first + this.count - this.sortedCount
    if (this.visible.length < needed) this.visible = new Int32Array(needed * 2)
    let found = 0
    for (let slot = first; slot < last; slot++) {
      if (this.alive[slot] && this.passes(slot, mask, tests)) this.visible[found++] = slot
    }
    for (let slot = this.sortedCount; slot < this.count; slot++) {
      const key = this.keys[slot]!
      if (key >= from && key < to && this.alive[slot] && this.passes(slot, mask, tests)) {
        this.visible[found++] = slot
      }
    }
    return found
  }

  private testOf(filter: PointFilter): Test {
    if ('polygons' in filter) return this.shapeTestOf(filter)
    return 'inner' in filter ? this.innerTestOf(filter) : this.attributeTestOf(filter)
  }

  private attributeTestOf({ attribute, values }: AttributeFilter): Test {
    const column = this.columns[this.source.layer.attributes.findIndex(({ name }) => name === attribute)]
    if (!(column instanceof SharedColumn)) throw new Error(`cannot filter by ${attribute}`)
    const isWanted = new Uint8Array(column.codeCount)
    for (const value of values) isWanted[column.findCode(value) ?? column.codeCount] = 1
    return (slot) => isWanted[column.codeAt(slot)] === 1
  }

  private innerTestOf({ inner, from, before, values, isNull }: InnerFilter): Test {
    const numbers = this.innerNumbers(inner)
    if (isNull !== undefined) return (slot) => Number.isNaN(numbers[slot]) === isNull
    if (values) {
      const wanted = new Set(values)
      return (slot) => wanted.has(numbers[slot]!)
    }
    const [least, end] = [from ?? Number.NEGATIVE_INFINITY, before ?? Number.POSITIVE_INFINITY]
    return (slot) => numbers[slot]! >= least && numbers[slot]! < end
  }

  private shapeTestOf({ innerLngLat: [lng, lat], polygons }: ShapeFilter): Test {
    const [lngs, lats] = [this.innerNumbers(lng), this.innerNumbers(lat)]
    const box = boundingBox(polygons) ?? [0, 0, -1, -1]
    return (slot) => {
      const [x, y] = [lngs[slot]!, lats[slot]!]
      return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] && covers(polygons, x, y)
    }
  }

  private innerNumbers(name: string): Float64Array {
    const numbers = this.inner[this.source.inner?.indexOf(name) ?? -1]
    if (!numbers) throw new Error(`cannot filter by ${name}`)
    return numbers
  }

  private passes(slot: number, mask: Uint8Array | undefined, tests: readonly Test[]): boolean {
    if (mask && mask[this.scopeOf[slot]!] !== 1) return false
    for (const test of tests) if (!test(slot)) return false
    return true
  }

  /**
   * The hot path: attribute by attribute the values' indexes, then feature by feature the bytes. Shared values come
   * first, so that most indexes are one byte.
   */
  private writePoints(slots: Int32Array, count: number, scale: number, left: number, top: number): void {
    const { features, values } = this.writer
    const stride = this.columns.length
    if (this.indexes.length < count * stride) this.indexes = new Int32Array(count * stride * 2)
    const { indexes, ids, xs, ys } = this
    for (const key of this.columnOrder)
      this.columns[key]!.indexesIn(values, slots, count, indexes, key, stride)
    features.reserve(count * (40 + 6 * stride))
    const bytes = features.bytes
    let at = features.length
    for (let i = 0; i < count; i++) {
      const slot = slots[i]!
      bytes[at++] = 0x12
      const start = ++at
      bytes[at++] = 0x08
      at = putVarint(bytes, at, ids[slot]!)
      bytes[at++] = 0x12
      const tags = ++at
      for (let key = 0, from = i * stride; key < stride; key++) {
        const index = indexes[from + key]!
        if (index < 0) continue
        bytes[at++] = key
        if (index < 0x80) bytes[at++] = index
        else at = putVarint(bytes, at, index)
      }
      bytes[tags - 1] = at - tags
      bytes[at++] = 0x18
      bytes[at++] = 0x01
      bytes[at++] = 0x22
      const geometry = ++at
      bytes[at++] = 0x09
      at = putVarint(bytes, at, (Math.floor(xs[slot]! * scale) - left) << 1)
      at = putVarint(bytes, at, (Math.floor(ys[slot]! * scale) - top) << 1)
      bytes[geometry - 1] = at - geometry
      bytes[start - 1] = at - start
    }
    features.length = at
  }

  /** Type 1, then one MoveTo. */
  private writePosition(x: number, y: number): void {
    const { features } = this.writer
    features.byte(0x18)
    features.byte(0x01)
    const geometry = features.openMessage(0x22)
    features.byte(0x09)
    features.zigzag(x)
    features.zigzag(y)
    features.closeMessage(geometry)
  }

  /**
   * The points that one cluster of a tile stands for, the worst first; nothing where the tile has no cluster.
   *
   * @param at near the middle of the cluster, in tile units
   * @param isOpen whether it gathers what is open
   */
  membersNear(
    zoom: number,
    tile: WorldPoint,
    at: WorldPoint,
    isOpen: boolean,
    mask: Uint8Array | undefined,
    filters: readonly PointFilter[] = [],
  ): number[] {
    const found = this.collect(zoom, tile.x, tile.y, mask, filters)
    if (!this.isClustered(zoom, found)) return []
    const scale = 2 ** zoom * tileExtent
    const [left, top] = [tile.x * tileExtent, tile.y * tileExtent]
    const { isOpenAt, rankAt } = this.fillGrid(found, scale, left, top)
    const far = (group: WorldPoint) => Math.hypot(group.x - at.x, group.y - at.y)
    const [nearest] = this.grid!.merged()
      .filter((group) => group.count > 1 && group.isOpen === isOpen)
      .sort((a, b) => far(a) - far(b))
    if (!nearest) return []
    const cells = new Set(nearest.cells)
    const slots = [...this.visible.subarray(0, found)].filter((slot) =>
      cells.has(
        this.grid!.cellOf(this.xs[slot]! * scale - left, this.ys[slot]! * scale - top, isOpenAt(slot)),
      ),
    )
    return slots
      .sort((a, b) => rankAt(b) - rankAt(a) || this.ids[b]! - this.ids[a]!)
      .map((slot) => this.ids[slot]!)
  }

  /** Gathers the visible points in the grid. */
  private fillGrid(found: number, scale: number, left: number, top: number) {
    const grid = this.grid!
    const cluster = this.source.cluster!
    const attributes = this.source.layer.attributes
    const openIndex = attributes.findIndex((attribute) => attribute.name === cluster.openAttribute)
    const worstIndex = attributes.findIndex((attribute) => attribute.name === cluster.worst.attribute)
    const openColumn = openIndex < 0 ? undefined : (this.columns[openIndex] as SharedColumn)
    const worstColumn = this.columns[worstIndex] as SharedColumn
    const openCode = openColumn?.code(true)
    const rankOfCode = new Map(cluster.worst.order.map((value, rank) => [worstColumn.code(value), rank]))
    const isOpenAt = (slot: number) => openColumn !== undefined && openColumn.codeAt(slot) === openCode
    const rankAt = (slot: number) => rankOfCode.get(worstColumn.codeAt(slot)) ?? 0
    grid.reset()
    for (let i = 0; i < found; i++) {
      const slot = this.visible[i]!
      grid.add(
        slot,
        this.xs[slot]! * scale - left,
        this.ys[slot]! * scale - top,
        isOpenAt(slot),
        rankAt(slot),
      )
    }
    return { openIndex, openColumn, worstColumn, isOpenAt, rankAt }
  }

  private writeClusters(found: number, scale: number, left: number, top: number): void {
    const grid = this.grid!
    const cluster = this.source.cluster!
    const attributes = this.source.layer.attributes
    const { openIndex, openColumn, worstColumn } = this.fillGrid(found, scale, left, top)
    const { features, values } = this.writer
    let singles = 0
    for (const group of grid.merged()) {
      if (group.count === 1) {
        this.visible[singles++] = group.slot
        continue
      }
      const feature = features.openMessage(0x12)
      const tags = features.openMessage(0x12)
      const tag = (key: number, value: number) => {
        features.varint(key)
        features.varint(value)
      }
      if (openColumn) tag(openIndex, openColumn.indexOfCode(values, openColumn.code(group.isOpen)))
      tag(attributes.length, values.number(group.count))
      if (openColumn) tag(attributes.length + 1, values.number(group.isOpen ? group.count : 0))
      const worst = cluster.worst.order[group.rank]!
      tag(attributes.length + 2, worstColumn.indexOfCode(values, worstColumn.code(worst)))
      features.closeMessage(tags)
      this.writePosition(Math.floor(group.x), Math.floor(group.y))
      features.closeMessage(feature)
    }
    this.writePoints(this.visible, singles, scale, left, top)
  }
}

/** The first index whose key is not less than `key`. */
function lowerBound(keys: Float64Array, count: number, key: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (keys[middle]! < key) low = middle + 1
    else high = middle
  }
  return low
}

function grownFloats(array: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(capacity)
  grown.set(array)
  return grown
}

function reorderedFloats(array: Float64Array, order: Int32Array): Float64Array<ArrayBuffer> {
  const next = new Float64Array(array.length)
  for (let i = 0; i < order.length; i++) next[i] = array[order[i]!]!
  return next
}
