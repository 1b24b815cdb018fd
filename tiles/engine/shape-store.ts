import Flatbush from 'flatbush'
import type { Geometry, Position } from 'geojson'
import type { AttributeColumn } from './attribute-column.ts'
import type { AttributeValue } from './attribute-value.ts'
import { clipLine } from './clip-line.ts'
import { clipRing } from './clip-ring.ts'
import { ClusterGrid, type PointGroup } from './cluster-grid.ts'
import { dissolveRings } from './dissolve-rings.ts'
import {
  type CrowdDefinition,
  createColumn,
  type DissolveDefinition,
  type SourceLayerDefinition,
} from './layer-definition.ts'
import { LayerWriter } from './layer-writer.ts'
import { tileExtent, worldX, worldY } from './mercator.ts'
import { ScopeIndex } from './scope-index.ts'
import { snapLine, snapRing, twiceArea } from './snap-to-units.ts'
import { weighVertices } from './vertex-weights.ts'

/** A feature of any geometry but collections, `[lng, lat]` in degrees; shown from `minZoom` to `maxZoom`. */
export type ShapeRow = {
  readonly id: number
  readonly scopeAreaId: number
  readonly geometry: Geometry
  readonly values: readonly AttributeValue[]
  readonly minZoom?: number
  readonly maxZoom?: number
}

/** How far shapes reach over a tile's edge, in units of 1/4096 tile: 8 px of 512. */
export const bufferUnits = 64

const pointType = 1
const lineType = 2
const polygonType = 3

/**
 * The lines, polygons and fixed points of one source-layer in typed arrays; written as vector tiles. Built once and
 * replaced as a whole. Shapes that share borders are only rounded, never simplified, so that no gap opens between them.
 */
export class ShapeStore {
  readonly scopes: ScopeIndex = new ScopeIndex()
  private readonly columns: AttributeColumn[]
  private readonly writer: LayerWriter
  private readonly toleranceUnits: number
  private readonly ids: Float64Array
  private readonly types: Uint8Array
  private readonly minZooms: Uint8Array
  private readonly maxZooms: Uint8Array
  private readonly dissolve: (DissolveDefinition & { readonly values: readonly AttributeValue[] }) | undefined
  private readonly crowd:
    | (CrowdDefinition & { readonly key: number; readonly values: readonly AttributeValue[] })
    | undefined
  private readonly grid: ClusterGrid | undefined
  private readonly scopeOf: Int32Array
  /** Boxes in the unit square, four numbers a feature. */
  private readonly boxes: Float64Array
  /** Feature i has the parts `partStarts[i]` to below `partStarts[i + 1]`: lines, rings or single points. */
  private readonly partStarts: Uint32Array
  /** Part j has the vertices `vertexStarts[j]` to below `vertexStarts[j + 1]`; rings are open. */
  private readonly vertexStarts: Uint32Array
  private readonly isOuter: Uint8Array
  private readonly coordinates: Float64Array
  private readonly weights: Float64Array | undefined
  private readonly index: Flatbush | undefined

  constructor(layer: SourceLayerDefinition, rows: readonly ShapeRow[]) {
    this.columns = layer.attributes.map(createColumn)
    const names = layer.attributes.map((attribute) => attribute.name)
    this.writer = new LayerWriter(layer.name, layer.crowd ? [...names, 'point_count'] : names)
    this.toleranceUnits = layer.toleranceUnits ?? 0
    const parts = rows.map((row) => partsOf(row.geometry))
    const partCount = parts.reduce((sum, { lists }) => sum + lists.length, 0)
    const vertexCount = parts.reduce(
      (sum, { lists }) => sum + lists.reduce((n, list) => n + list.length, 0),
      0,
    )
    this.ids = Float64Array.from(rows, (row) => row.id)
    this.types = Uint8Array.from(parts, ({ type }) => type)
    this.minZooms = Uint8Array.from(rows, (row) => row.minZoom ?? 0)
    this.maxZooms = Uint8Array.from(rows, (row) => row.maxZoom ?? 255)
    if (layer.dissolve) {
      const key = layer.attributes.findIndex(({ name }) => name === layer.dissolve!.by)
      this.dissolve = { ...layer.dissolve, values: rows.map(({ values }) => values[key] ?? null) }
    }
    if (layer.crowd) {
      const key = names.indexOf(layer.crowd.by)
      this.crowd = { ...layer.crowd, key, values: rows.map(({ values }) => values[key] ?? null) }
      this.grid = new ClusterGrid(layer.crowd)
    }
    this.scopeOf = Int32Array.from(rows, (row) => this.scopes.number(row.scopeAreaId))
    this.boxes = new Float64Array(rows.length * 4)
    this.partStarts = new Uint32Array(rows.length + 1)
    this.vertexStarts = new Uint32Array(partCount + 1)
    this.isOuter = new Uint8Array(partCount)
    this.coordinates = new Float64Array(vertexCount * 2)
    for (const column of this.columns) column.resize(rows.length)
    let part = 0
    let vertex = 0
    for (const [i, row] of rows.entries()) {
      for (let key = 0; key < this.columns.length; key++) this.columns[key]!.set(i, row.values[key] ?? null)
      const box = [Infinity, Infinity, -Infinity, -Infinity]
      const { lists, outers } = parts[i]!
      for (const [j, list] of lists.entries()) {
        this.isOuter[part] = outers[j] ? 1 : 0
        for (const [lng, lat] of list) {
          const x = worldX(lng!)
          const y = worldY(lat!)
          this.coordinates[2 * vertex] = x
          this.coordinates[2 * vertex + 1] = y
          vertex++
          box[0] = Math.min(box[0]!, x)
          box[1] = Math.min(box[1]!, y)
          box[2] = Math.max(box[2]!, x)
          box[3] = Math.max(box[3]!, y)
        }
        this.vertexStarts[++part] = vertex
      }
      this.partStarts[i + 1] = part
      this.boxes.set(box, i * 4)
    }
    if (this.toleranceUnits > 0) {
      this.weights = new Float64Array(vertexCount)
      for (let j = 0; j < partCount; j++) {
        weighVertices(this.coordinates, this.vertexStarts[j]!, this.vertexStarts[j + 1]!, this.weights)
      }
    }
    if (rows.length > 0) {
      this.index = new Flatbush(rows.length)
      for (let i = 0; i < rows.length; i++) {
        const box = this.boxes.subarray(i * 4, i * 4 + 4)
        if (box[0]! <= box[2]!) this.index.add(box[0]!, box[1]!, box[2]!, box[3]!)
        else this.index.add(2, 2, 2, 2) // an empty geometry: nowhere
      }
      this.index.finish()
    }
  }

  get size(): number {
    return this.ids.length
  }

  /** The scope numbers of the features that reach into a tile, each once, rising. */
  scopesIn(zoom: number, x: number, y: number): number[] {
    const seen = new Uint8Array(this.scopes.count)
    for (const { feature } of this.featuresIn(zoom, x, y)) seen[this.scopeOf[feature]!] = 1
    return [...seen.keys()].filter((number) => seen[number])
  }

  /**
   * The tile's bytes, or undefined where it would be empty.
   *
   * @param mask 1 for each scope number that may be seen; undefined: all
   * @param isFullDetail false: lines may be simplified, and points that crowd the tile stand in clusters
   */
  encode(
    zoom: number,
    x: number,
    y: number,
    mask: Uint8Array | undefined,
    isFullDetail: boolean,
  ): Uint8Array | undefined {
    this.writer.begin()
    const scale = 2 ** zoom * tileExtent
    const minWeight = isFullDetail || !this.weights ? 0 : this.toleranceUnits / scale
    const isDissolved = this.dissolve !== undefined && zoom < this.dissolve.belowZoom
    const groups = new Map<AttributeValue, { first: number; rings: number[][] }>()
    const crowds = isFullDetail ? new Map<AttributeValue, number[]>() : this.crowdsIn(zoom, x, y, mask)
    for (const { feature, shift } of this.featuresIn(zoom, x, y)) {
      if (this.minZooms[feature]! > zoom || this.maxZooms[feature]! < zoom) continue
      if (mask && mask[this.scopeOf[feature]!] !== 1) continue
      if (this.crowd && crowds.has(this.crowd.values[feature]!) && this.isPoint(feature)) continue
      const left = (x - shift * 2 ** zoom) * tileExtent
      if (isDissolved && this.types[feature] === polygonType) {
        const value = this.dissolve!.values[feature]!
        const group = groups.get(value) ?? { first: feature, rings: [] }
        groups.set(value, group)
        this.collectRings(feature, scale, left, y * tileExtent, this.dissolve!.snapUnits(zoom), group.rings)
      } else this.write(feature, scale, left, y * tileExtent, minWeight)
    }
    for (const { first, rings } of groups.values()) {
      const outlines = dissolveRings(rings, 2 * this.dissolve!.leastSquareUnits)
      if (outlines.length === 0) continue
      this.writeFeature(first, () => {
        const cursor = { x: 0, y: 0 }
        for (const ring of outlines) this.writePath(ring, cursor, true)
      })
    }
    for (const points of crowds.values())
      for (const group of this.clustersOf(points, scale, x * tileExtent, y * tileExtent)) {
        if (group.count === 1) this.write(group.slot, scale, x * tileExtent, y * tileExtent, 0)
        else this.writeCluster(group)
      }
    return this.writer.finish()
  }

  /**
   * The points that one cluster of a tile stands for; nothing where the tile has no cluster.
   *
   * @param at near the middle of the cluster, in tile units
   * @param of the value that its points share
   */
  membersNear(
    zoom: number,
    tile: { readonly x: number; readonly y: number },
    at: { readonly x: number; readonly y: number },
    of: AttributeValue,
    mask: Uint8Array | undefined,
  ): number[] {
    const points = this.crowdsIn(zoom, tile.x, tile.y, mask).get(of) ?? []
    const scale = 2 ** zoom * tileExtent
    const [left, top] = [tile.x * tileExtent, tile.y * tileExtent]
    const far = (group: PointGroup) => Math.hypot(group.x - at.x, group.y - at.y)
    const [nearest] = this.clustersOf(points, scale, left, top)
      .filter(({ count }) => count > 1)
      .sort((a, b) => far(a) - far(b))
    const cells = new Set(nearest?.cells)
    return points
      .filter((feature) => {
        const [px, py] = this.pixelOf(feature, scale, left, top)
        return cells.has(this.grid!.cellOf(px, py, false))
      })
      .map((feature) => this.ids[feature]!)
  }

  /** The points of a tile, by what they share, where they are too many. */
  private crowdsIn(
    zoom: number,
    x: number,
    y: number,
    mask: Uint8Array | undefined,
  ): Map<AttributeValue, number[]> {
    const crowds = new Map<AttributeValue, number[]>()
    const { crowd } = this
    if (!crowd) return crowds
    const scale = 2 ** zoom * tileExtent
    for (const { feature, shift } of this.featuresIn(zoom, x, y)) {
      if (shift !== 0 || !this.isPoint(feature)) continue
      if (mask && mask[this.scopeOf[feature]!] !== 1) continue
      const [px, py] = this.pixelOf(feature, scale, x * tileExtent, y * tileExtent)
      // What lies in a tile's margin is its neighbour's.
      if (px < 0 || py < 0 || px >= tileExtent || py >= tileExtent) continue
      const value = crowd.values[feature]!
      const points = crowds.get(value)
      if (points) points.push(feature)
      else crowds.set(value, [feature])
    }
    for (const [value, points] of crowds) if (points.length <= crowd.most) crowds.delete(value)
    return crowds
  }

  /** One place; several points that are one feature stay what they are. */
  private isPoint(feature: number): boolean {
    const part = this.partStarts[feature]!
    return this.types[feature] === pointType && this.vertexStarts[part + 1] === this.vertexStarts[part]! + 1
  }

  private pixelOf(feature: number, scale: number, left: number, top: number): [number, number] {
    const vertex = this.vertexStarts[this.partStarts[feature]!]!
    return [this.coordinates[2 * vertex]! * scale - left, this.coordinates[2 * vertex + 1]! * scale - top]
  }

  private clustersOf(points: readonly number[], scale: number, left: number, top: number): PointGroup[] {
    const grid = this.grid!
    grid.reset()
    for (const feature of points) {
      const [x, y] = this.pixelOf(feature, scale, left, top)
      grid.add(feature, x, y, false, 0)
    }
    return grid.merged()
  }

  private writeCluster({ slot, count, x, y }: PointGroup): void {
    const { features, values } = this.writer
    const { key } = this.crowd!
    const message = features.openMessage(0x12)
    features.byte(0x18)
    features.byte(pointType)
    const geometry = features.openMessage(0x22)
    features.byte(0x09)
    features.zigzag(Math.floor(x))
    features.zigzag(Math.floor(y))
    features.closeMessage(geometry)
    const tags = features.openMessage(0x12)
    features.varint(key)
    features.varint(this.columns[key]!.indexIn(values, slot))
    features.varint(this.columns.length)
    features.varint(values.number(count))
    features.closeMessage(tags)
    features.closeMessage(message)
  }

  /** A polygon's rings in the tile, on a grid of `snapUnits`: outer rings clockwise on the screen, holes the other way. */
  private collectRings(
    feature: number,
    scale: number,
    left: number,
    top: number,
    snapUnits: number,
    into: number[][],
  ): void {
    const isInside = this.isInside(feature, scale, left, top)
    for (let part = this.partStarts[feature]!; part < this.partStarts[feature + 1]!; part++) {
      let ring = this.inTile(part, scale, left, top, 0)
      // Snapped before it is cut: neighbours cut the same border at the same place.
      for (let i = 0; i < ring.length; i++) ring[i] = Math.round(ring[i]! / snapUnits) * snapUnits
      if (!isInside) {
        ring = clipRing(ring, -bufferUnits, tileExtent + bufferUnits)
        for (let i = 0; i < ring.length; i++) ring[i] = Math.round(ring[i]!)
      }
      if (ring.length < 6) continue
      if (twiceArea(ring) > 0 !== (this.isOuter[part] === 1)) reverse(ring)
      into.push(ring)
    }
  }

  /**
   * The features near a tile, in the order they were given, so that what shall lie on top stays there. A feature that
   * reaches over the antimeridian is seen from the other side by a `shift` of one world.
   */
  private featuresIn(zoom: number, x: number, y: number): { feature: number; shift: number }[] {
    const index = this.index
    if (!index) return []
    const size = 2 ** -zoom
    const buffer = (bufferUnits / tileExtent) * size
    const found: { feature: number; shift: number }[] = []
    for (const shift of [0, -1, 1]) {
      if (shift !== 0 && index.minX - buffer >= 0 && Math.min(index.maxX, 1) + buffer < 1) continue
      const west = x * size - shift - buffer
      const north = y * size - buffer
      for (const feature of index.search(west, north, west + size + 2 * buffer, north + size + 2 * buffer)) {
        found.push({ feature, shift })
      }
    }
    return found.sort((a, b) => a.feature - b.feature)
  }

  private write(feature: number, scale: number, left: number, top: number, minWeight: number): void {
    this.writeFeature(feature, () => {
      const type = this.types[feature]!
      if (type === pointType) this.writePoints(feature, scale, left, top)
      else if (type === lineType) this.writeLines(feature, scale, left, top, minWeight)
      else this.writePolygons(feature, scale, left, top, minWeight)
    })
  }

  /** A feature's id, type and attributes round the geometry that `writeGeometry` writes; nothing where that is empty. */
  private writeFeature(feature: number, writeGeometry: () => void): void {
    const { features, values } = this.writer
    const before = features.length
    const message = features.openMessage(0x12)
    features.byte(0x08)
    features.varint(this.ids[feature]!)
    features.byte(0x18)
    features.byte(this.types[feature]!)
    const geometry = features.openMessage(0x22)
    const empty = features.length
    writeGeometry()
    if (features.length === empty) {
      features.length = before
      return
    }
    features.closeMessage(geometry)
    const tags = features.openMessage(0x12)
    for (let key = 0; key < this.columns.length; key++) {
      const index = this.columns[key]!.indexIn(values, feature)
      if (index < 0) continue
      features.varint(key)
      features.varint(index)
    }
    features.closeMessage(tags)
    features.closeMessage(message)
  }

  private writePoints(feature: number, scale: number, left: number, top: number): void {
    const { features } = this.writer
    const kept: number[] = []
    const to = this.vertexStarts[this.partStarts[feature + 1]!]!
    for (let v = this.vertexStarts[this.partStarts[feature]!]!; v < to; v++) {
      const x = Math.floor(this.coordinates[2 * v]! * scale) - left
      const y = Math.floor(this.coordinates[2 * v + 1]! * scale) - top
      if (x >= 0 && y >= 0 && x < tileExtent && y < tileExtent) kept.push(x, y)
    }
    if (kept.length === 0) return
    features.varint((kept.length / 2) * 8 + 1)
    let [fromX, fromY] = [0, 0]
    for (let i = 0; i < kept.length; i += 2) {
      features.zigzag(kept[i]! - fromX)
      features.zigzag(kept[i + 1]! - fromY)
      fromX = kept[i]!
      fromY = kept[i + 1]!
    }
  }

  private writeLines(feature: number, scale: number, left: number, top: number, minWeight: number): void {
    const isInside = this.isInside(feature, scale, left, top)
    const cursor = { x: 0, y: 0 }
    for (let part = this.partStarts[feature]!; part < this.partStarts[feature + 1]!; part++) {
      const line = this.inTile(part, scale, left, top, minWeight)
      const pieces = isInside ? [line] : clipLine(line, -bufferUnits, tileExtent + bufferUnits)
      for (const piece of pieces) this.writePath(snapLine(piece), cursor, false)
    }
  }

  private writePolygons(feature: number, scale: number, left: number, top: number, minWeight: number): void {
    const isInside = this.isInside(feature, scale, left, top)
    const cursor = { x: 0, y: 0 }
    let hasOuter = false
    for (let part = this.partStarts[feature]!; part < this.partStarts[feature + 1]!; part++) {
      const isOuter = this.isOuter[part] === 1
      if (!isOuter && !hasOuter) continue
      let ring = this.inTile(part, scale, left, top, minWeight)
      if (!isInside) ring = clipRing(ring, -bufferUnits, tileExtent + bufferUnits)
      ring = snapRing(ring)
      if (isOuter) hasOuter = ring.length > 0
      if (ring.length === 0) continue
      // Outer rings run clockwise on the screen, holes the other way.
      if (twiceArea(ring) > 0 !== isOuter) reverse(ring)
      this.writePath(ring, cursor, true)
    }
  }

  private isInside(feature: number, scale: number, left: number, top: number): boolean {
    const at = feature * 4
    const low = -bufferUnits
    const high = tileExtent + bufferUnits
    return (
      this.boxes[at]! * scale - left >= low &&
      this.boxes[at + 1]! * scale - top >= low &&
      this.boxes[at + 2]! * scale - left <= high &&
      this.boxes[at + 3]! * scale - top <= high
    )
  }

  /** A part's vertices in tile units, without those that matter less than `minWeight` (a length of the unit square). */
  private inTile(part: number, scale: number, left: number, top: number, minWeight: number): number[] {
    const out: number[] = []
    const to = this.vertexStarts[part + 1]!
    for (let v = this.vertexStarts[part]!; v < to; v++) {
      if (minWeight > 0 && this.weights![v]! < minWeight) continue
      out.push(this.coordinates[2 * v]! * scale - left, this.coordinates[2 * v + 1]! * scale - top)
    }
    return out
  }

  /** MoveTo, LineTo, and ClosePath for a ring. */
  private writePath(path: readonly number[], cursor: { x: number; y: number }, isRing: boolean): void {
    if (path.length === 0) return
    const { features } = this.writer
    features.byte(0x09)
    features.zigzag(path[0]! - cursor.x)
    features.zigzag(path[1]! - cursor.y)
    features.varint((path.length / 2 - 1) * 8 + 2)
    for (let i = 2; i < path.length; i += 2) {
      features.zigzag(path[i]! - path[i - 2]!)
      features.zigzag(path[i + 1]! - path[i - 1]!)
    }
    cursor.x = path[path.length - 2]!
    cursor.y = path[path.length - 1]!
    if (isRing) features.byte(0x0f)
  }
}

function reverse(ring: number[]): void {
  for (let i = 0, j = ring.length - 2; i < j; i += 2, j -= 2) {
    const [x, y] = [ring[i]!, ring[i + 1]!]
    ring[i] = ring[j]!
    ring[i + 1] = ring[j + 1]!
    ring[j] = x
    ring[j + 1] = y
  }
}

/** The lines, open rings or points of a geometry, one list each; `outers` tells outer rings from holes. */
function partsOf(geometry: Geometry): { type: number; lists: Position[][]; outers: boolean[] } {
  switch (geometry.type) {
    case 'Point':
      return { type: pointType, lists: [[geometry.coordinates]], outers: [false] }
    case 'MultiPoint':
      return { type: pointType, lists: [geometry.coordinates], outers: [false] }
    case 'LineString':
      return { type: lineType, lists: [geometry.coordinates], outers: [false] }
    case 'MultiLineString':
      return { type: lineType, lists: geometry.coordinates, outers: geometry.coordinates.map(() => false) }
    case 'Polygon':
      return ringsOf([geometry.coordinates])
    case 'MultiPolygon':
      return ringsOf(geometry.coordinates)
    case 'GeometryCollection':
      throw new Error('a tile layer holds no geometry collections')
  }
}

function ringsOf(polygons: Position[][][]): { type: number; lists: Position[][]; outers: boolean[] } {
  return {
    type: polygonType,
    lists: polygons.flatMap((rings) => rings.map((ring) => ring.slice(0, -1))),
    outers: polygons.flatMap((rings) => rings.map((_, i) => i === 0)),
  }
}
