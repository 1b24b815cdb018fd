import type { Geometry, Position } from 'geojson'
import {
  type BoundingBox,
  isLngLat,
  type LngLat,
  type MultiPolygonCoordinates,
} from '../../../geo/lng-lat.ts'
import { validatePolygon } from '../../../geo/validate-polygon.ts'
import type { SourceRow } from '../field.ts'
import { type ToLngLat, toLngLatFrom } from './coordinate-systems.ts'
import { readWkt } from './read-wkt.ts'
import {
  broken,
  type Fault,
  LIMITS,
  type SourceTable,
  type TableRow,
  tooManyVertices,
} from './source-table.ts'
import { firstPosition, suggestSystem } from './suggest-system.ts'

/** Where a row's geometry stands. */
export type GeometrySource =
  | { readonly kind: 'file' }
  | { readonly kind: 'wkt'; readonly column: string }
  | { readonly kind: 'xy'; readonly x: string; readonly y: string }

export type PlacedRow = {
  readonly row: number
  readonly values: SourceRow
  /** WGS 84, longitude first. */
  readonly geometry: Geometry
}

export type PlacedRows = {
  readonly rows: readonly PlacedRow[]
  readonly faults: readonly Fault[]
  /** Where most rows lie outside: the system in which the first of them would lie inside. */
  readonly suggestedSystem: string | null
}

/** A ring about this wide goes round the world the wrong way. */
const WIDEST_DEGREES = 180

/**
 * Every row's geometry in WGS 84, or why it has none. `around` is where it may lie: what lies outside is told, with the
 * likely cause where there is one.
 */
export function placeRows(
  table: SourceTable,
  system: string,
  source: GeometrySource,
  around: BoundingBox,
  isLatFirst = false,
): PlacedRows {
  const convert = toLngLatFrom(system)
  if (!convert) {
    throw broken(
      'UNKNOWN_CRS',
      '不认识这个坐标系，请另选',
      'This coordinate system is not known; choose another',
      'WGS84, CGCS2000, GCJ-02, BD-09, EPSG:4513–4554, EPSG:3857',
    )
  }
  let vertices = 0
  const rows: PlacedRow[] = []
  const faults: Fault[] = []
  let outside = 0
  let firstOutside: Position | undefined
  for (const row of table.rows) {
    const raw = flattened(geometryOf(row, source))
    if ('code' in raw) {
      faults.push({ row: row.row, ...raw })
      continue
    }
    vertices += countVertices(raw)
    if (vertices > LIMITS.vertices) {
      throw tooManyVertices()
    }
    const geometry = converted(raw, isLatFirst ? (x, y) => convert(y, x) : convert)
    const fault = geometry ? faultOf(geometry, around) : notInSystem(raw)
    if (fault) faults.push({ row: row.row, ...fault })
    if (fault && OUTSIDE.includes(fault.code)) {
      outside++
      firstOutside ??= firstPosition(raw)
    }
    if (!fault) rows.push({ row: row.row, values: row.values, geometry: geometry! })
  }
  const suggestedSystem =
    firstOutside && outside * 2 > table.rows.length
      ? (suggestSystem(isLatFirst ? firstOutside.toReversed() : firstOutside, system, around) ?? null)
      : null
  return { rows, faults, suggestedSystem }
}

const OUTSIDE: readonly string[] = ['OUTSIDE_CITY', 'NOT_IN_SYSTEM']

type RowFault = Omit<Fault, 'row'>

const fault = (code: string, zh: string, en: string, field: string = 'geometry'): RowFault => ({
  code,
  field,
  zh,
  en,
})

function geometryOf({ values, geometry }: TableRow, source: GeometrySource): Geometry | RowFault {
  if (source.kind === 'file') {
    if (geometry && isWhole(geometry)) return geometry
    return fault('NO_GEOMETRY', '没有几何或几何为空', 'There is no geometry, or an empty one')
  }
  if (source.kind === 'wkt') {
    const text = values[source.column] ?? ''
    if (text.trim() === '') return fault('NO_GEOMETRY', '几何为空', 'The geometry is empty', source.column)
    const read = readWkt(text)
    if (read && isWhole(read)) return read
    return fault('BAD_WKT', '不是可识别的 WKT', 'It is no WKT', source.column)
  }
  const numbers = [values[source.x], values[source.y]].map((text) =>
    text?.trim() ? Number(text) : Number.NaN,
  )
  const bad = numbers.findIndex((number) => !Number.isFinite(number))
  if (bad >= 0) {
    const column = bad === 0 ? source.x : source.y
    return fault('BAD_COORDINATE', `${column} 不是数字`, `${column} is no number`, column)
  }
  return { type: 'Point', coordinates: numbers }
}

/** A collection of one kind as one geometry of many parts; one of several kinds is a fault. */
function flattened(geometry: Geometry | RowFault): Geometry | RowFault {
  if ('code' in geometry || geometry.type !== 'GeometryCollection') return geometry
  const members = geometry.geometries.flatMap((one) => {
    const flat = flattened(one)
    return 'code' in flat || flat.type === 'GeometryCollection' ? [] : [flat]
  })
  const [first] = members
  if (members.length === 1 && first) return first
  const kind = first?.type.replace('Multi', '')
  if (!kind || members.some((one) => one.type.replace('Multi', '') !== kind)) {
    return fault('MIXED_GEOMETRY', '一行里混有点、线、面', 'A row mixes points, lines and areas')
  }
  const coordinates = members.flatMap((one) =>
    one.type.startsWith('Multi') ? (one.coordinates as unknown[]) : [one.coordinates],
  )
  return { type: `Multi${kind}`, coordinates } as Geometry
}

/** Has positions, all of them of finite numbers. */
function isWhole(geometry: Geometry): boolean {
  if (geometry.type === 'GeometryCollection')
    return geometry.geometries.every(isWhole) && geometry.geometries.length > 0
  return Array.isArray(geometry.coordinates) && arePositions(geometry.coordinates)
}

function arePositions(nested: readonly unknown[]): boolean {
  if (nested.length === 0) return false
  if (typeof nested[0] === 'number') return Number.isFinite(nested[0]) && Number.isFinite(nested[1])
  return nested.every((inner) => Array.isArray(inner) && arePositions(inner))
}

function countVertices(geometry: Geometry): number {
  if (geometry.type === 'GeometryCollection')
    return geometry.geometries.reduce((n, one) => n + countVertices(one), 0)
  const count = (nested: readonly unknown[]): number =>
    typeof nested[0] === 'number' ? 1 : (nested as unknown[][]).reduce((n, inner) => n + count(inner), 0)
  return count(geometry.coordinates)
}

/** Undefined where a position is none in the system. */
function converted(geometry: Geometry, convert: ToLngLat): Geometry | undefined {
  let isGood = true
  const position = ([x, y]: Position): LngLat => {
    const at = convert(x!, y!)
    if (!at) isGood = false
    return at ?? [0, 0]
  }
  const walk = (nested: readonly unknown[]): unknown =>
    typeof nested[0] === 'number' ? position(nested as Position) : (nested as unknown[][]).map(walk)
  const one = (some: Geometry): Geometry =>
    some.type === 'GeometryCollection'
      ? { ...some, geometries: some.geometries.map(one) }
      : ({ type: some.type, coordinates: walk(some.coordinates) } as Geometry)
  const result = one(geometry)
  return isGood ? result : undefined
}

function notInSystem(geometry: Geometry): RowFault {
  const [x = 0, y = 0] = firstPosition(geometry) ?? []
  if (!isLngLat(x, y) && isLngLat(y, x)) return swapped()
  return fault(
    'NOT_IN_SYSTEM',
    `坐标 ${x}, ${y} 不属于所选坐标系，可能是投影坐标`,
    `${x}, ${y} is no position in the chosen system; it may be projected`,
  )
}

function swapped(): RowFault {
  return fault(
    'SWAPPED',
    '经纬度颠倒：经度应在前',
    'Longitude and latitude are swapped: longitude comes first',
  )
}

function faultOf(geometry: Geometry, around: BoundingBox): RowFault | undefined {
  const box = boxOf(geometry)
  if (box[2] - box[0] > WIDEST_DEGREES)
    return fault('CROSSES_ANTIMERIDIAN', '跨越 180° 经线', 'It crosses the antimeridian')
  if (!meets(box, around)) {
    if (meets([box[1], box[0], box[3], box[2]], around)) return swapped()
    return fault(
      'OUTSIDE_CITY',
      `在本市范围之外（${box[0].toFixed(4)}, ${box[1].toFixed(4)}），请检查坐标系`,
      `It lies outside the city (${box[0].toFixed(4)}, ${box[1].toFixed(4)}); check the coordinate system`,
    )
  }
  const polygons = polygonsOf(geometry)
  if (!polygons) return undefined
  const validity = validatePolygon(polygons)
  if (validity.ok) return undefined
  const at = validity.at ? `（${validity.at[0].toFixed(6)}, ${validity.at[1].toFixed(6)}）` : ''
  return fault(
    validity.reason.toUpperCase().replaceAll('-', '_'),
    `${FAULTS_ZH[validity.reason]}${at}`,
    `The shape is not valid: ${validity.reason}${at && ` at ${validity.at!.join(', ')}`}`,
  )
}

const FAULTS_ZH = {
  empty: '面为空',
  'not-a-position': '含有不是坐标的点',
  'not-closed': '环未闭合',
  'too-few-positions': '环的顶点太少',
  'self-crossing': '边界自相交',
  'rings-cross': '环互相交叉',
  'hole-outside': '洞在面外',
  'parts-overlap': '各部分重叠',
} as const

function polygonsOf(geometry: Geometry): MultiPolygonCoordinates | undefined {
  if (geometry.type === 'Polygon') return [geometry.coordinates] as unknown as MultiPolygonCoordinates
  if (geometry.type === 'MultiPolygon') return geometry.coordinates as unknown as MultiPolygonCoordinates
  return undefined
}

function meets(a: BoundingBox, b: BoundingBox): boolean {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]
}

function boxOf(geometry: Geometry): BoundingBox {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  const walk = (nested: readonly unknown[]): void => {
    if (typeof nested[0] !== 'number') {
      for (const inner of nested as unknown[][]) walk(inner)
      return
    }
    const [x, y] = nested as [number, number]
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  const one = (some: Geometry): void => {
    if (some.type !== 'GeometryCollection') walk(some.coordinates)
    else for (const inner of some.geometries) one(inner)
  }
  one(geometry)
  return box
}
