import { strToU8, zipSync } from 'fflate'
import type { Feature, Geometry, Position } from 'geojson'

const PRJ =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
const KINDS = { point: 1, line: 3, polygon: 5 } as const
type Kind = keyof typeof KINDS
const FIELD_BYTES = 254
const NAME_BYTES = 10

/**
 * A zip of shapefiles, one a kind of geometry, as a shapefile holds one kind only: `<name>.shp`, or `<name>_point.shp`
 * and so on where there are several. Words are UTF-8, cut to 254 bytes; field names are cut to 10.
 */
export function writeShapefile(name: string, features: readonly Feature[]): Uint8Array {
  const groups = Map.groupBy(features, (feature) => kindOf(feature.geometry))
  const fields = fieldNames(features)
  const files: Record<string, Uint8Array> = {}
  for (const [kind, some] of groups) {
    if (!kind) continue
    const stem = groups.size > 1 ? `${name}_${kind}` : name
    const { shp, shx } = shapes(kind, some)
    files[`${stem}.shp`] = shp
    files[`${stem}.shx`] = shx
    files[`${stem}.dbf`] = table(fields, some)
    files[`${stem}.prj`] = strToU8(PRJ)
    files[`${stem}.cpg`] = strToU8('UTF-8')
  }
  return zipSync(files)
}

function kindOf(geometry: Geometry | null): Kind | undefined {
  if (geometry?.type === 'Point') return 'point'
  if (geometry?.type.endsWith('LineString')) return 'line'
  return geometry?.type.endsWith('Polygon') ? 'polygon' : undefined
}

function shapes(kind: Kind, features: readonly Feature[]): { shp: Uint8Array; shx: Uint8Array } {
  const records = features.map((feature) => recordOf(kind, feature.geometry))
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const feature of features) for (const at of partsOf(feature.geometry).flat()) grow(box, at)
  const shpLength = 100 + records.reduce((sum, record) => sum + 8 + record.length, 0)
  const shp = new Uint8Array(shpLength)
  const shx = new Uint8Array(100 + 8 * records.length)
  writeHead(shp, kind, box)
  writeHead(shx, kind, box)
  const [shpView, shxView] = [new DataView(shp.buffer), new DataView(shx.buffer)]
  let at = 100
  for (const [i, record] of records.entries()) {
    // Offsets and lengths are told in 16-bit words, and big-endian.
    shxView.setInt32(100 + i * 8, at / 2)
    shxView.setInt32(104 + i * 8, record.length / 2)
    shpView.setInt32(at, i + 1)
    shpView.setInt32(at + 4, record.length / 2)
    shp.set(record, at + 8)
    at += 8 + record.length
  }
  return { shp, shx }
}

function writeHead(file: Uint8Array, kind: Kind, box: readonly number[]): void {
  const view = new DataView(file.buffer)
  view.setInt32(0, 9994)
  view.setInt32(24, file.length / 2)
  view.setInt32(28, 1000, true)
  view.setInt32(32, KINDS[kind], true)
  for (const [i, value] of box.entries())
    view.setFloat64(36 + i * 8, Number.isFinite(value) ? value : 0, true)
}

function recordOf(kind: Kind, geometry: Geometry): Uint8Array {
  const parts = partsOf(geometry)
  const points = parts.flat()
  const size = kind === 'point' ? 20 : 44 + 4 * parts.length + 16 * points.length
  const record = new Uint8Array(size)
  const view = new DataView(record.buffer)
  view.setInt32(0, KINDS[kind], true)
  const positionAt = (at: number, [x = 0, y = 0]: Position) => {
    view.setFloat64(at, x, true)
    view.setFloat64(at + 8, y, true)
  }
  if (kind === 'point') {
    positionAt(4, points[0]!)
    return record
  }
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const point of points) grow(box, point)
  for (const [i, value] of box.entries()) view.setFloat64(4 + i * 8, value, true)
  view.setInt32(36, parts.length, true)
  view.setInt32(40, points.length, true)
  let first = 0
  for (const [i, part] of parts.entries()) {
    view.setInt32(44 + i * 4, first, true)
    first += part.length
  }
  for (const [i, point] of points.entries()) positionAt(44 + 4 * parts.length + i * 16, point)
  return record
}

/** Lines and rings; outer rings run clockwise and holes the other way, as the format wants. */
function partsOf(geometry: Geometry): Position[][] {
  switch (geometry.type) {
    case 'Point':
      return [[geometry.coordinates]]
    case 'LineString':
      return [geometry.coordinates]
    case 'MultiLineString':
      return geometry.coordinates
    case 'Polygon':
      return geometry.coordinates.map((ring, i) => turned(ring, i === 0))
    case 'MultiPolygon':
      return geometry.coordinates.flatMap((polygon) => polygon.map((ring, i) => turned(ring, i === 0)))
    default:
      return []
  }
}

function turned(ring: Position[], isClockwise: boolean): Position[] {
  let sum = 0
  for (let i = 1; i < ring.length; i++)
    sum += (ring[i]![0]! - ring[i - 1]![0]!) * (ring[i]![1]! + ring[i - 1]![1]!)
  return sum > 0 === isClockwise ? ring : ring.toReversed()
}

function grow(box: [number, number, number, number], [x = 0, y = 0]: Position): void {
  box[0] = Math.min(box[0], x)
  box[1] = Math.min(box[1], y)
  box[2] = Math.max(box[2], x)
  box[3] = Math.max(box[3], y)
}

/** Property → name in the table: at most 10 bytes, no two alike. */
function fieldNames(features: readonly Feature[]): Map<string, string> {
  const fields = new Map<string, string>()
  const taken = new Set<string>()
  for (const property of new Set(features.flatMap((feature) => Object.keys(feature.properties ?? {})))) {
    let name = cut(property, NAME_BYTES)
    for (let i = 1; taken.has(name.toLowerCase()); i++)
      name = cut(property, NAME_BYTES - String(i).length) + i
    taken.add(name.toLowerCase())
    fields.set(property, name)
  }
  return fields
}

function table(fields: ReadonlyMap<string, string>, features: readonly Feature[]): Uint8Array {
  const rowBytes = 1 + fields.size * FIELD_BYTES
  const headBytes = 32 + fields.size * 32 + 1
  const file = new Uint8Array(headBytes + rowBytes * features.length + 1).fill(0x20)
  file.fill(0, 0, headBytes)
  const view = new DataView(file.buffer)
  file[0] = 3
  file.set([126, 1, 1], 1)
  view.setUint32(4, features.length, true)
  view.setUint16(8, headBytes, true)
  view.setUint16(10, rowBytes, true)
  for (const [i, name] of [...fields.values()].entries()) {
    file.set(strToU8(name), 32 + i * 32)
    file[32 + i * 32 + 11] = 'C'.charCodeAt(0)
    file[32 + i * 32 + 16] = FIELD_BYTES
  }
  file[headBytes - 1] = 0x0d
  for (const [row, feature] of features.entries()) {
    let at = headBytes + row * rowBytes + 1
    for (const property of fields.keys()) {
      const value = feature.properties?.[property]
      file.set(strToU8(cut(value == null ? '' : String(value), FIELD_BYTES)), at)
      at += FIELD_BYTES
    }
  }
  file[file.length - 1] = 0x1a
  return file
}

/** At most so many bytes of UTF-8, no character in two. */
function cut(text: string, bytes: number): string {
  let used = 0
  let result = ''
  for (const character of text) {
    used += strToU8(character).length
    if (used > bytes) break
    result += character
  }
  return result
}
