import type { LngLat } from './lng-lat.ts'

export type WrittenGeometry =
  | { readonly type: 'Point'; readonly coordinates: LngLat }
  | { readonly type: 'MultiPoint'; readonly coordinates: readonly LngLat[] }
  | { readonly type: 'LineString'; readonly coordinates: readonly LngLat[] }
  | { readonly type: 'MultiLineString'; readonly coordinates: readonly (readonly LngLat[])[] }
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly LngLat[])[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly LngLat[])[])[] }

const TYPES = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
} as const
const HAS_SRID = 0x20000000
const SRID = 4326

/**
 * A geometry as PostGIS reads it in text: little-endian EWKB in hex with SRID 4326, bit for bit, and several times
 * faster on both sides than GeoJSON.
 *
 * @param geometry WGS 84 [lng, lat] in degrees
 * @example ewkbHex({ type: 'Point', coordinates: [0, 0] }) // '0101000020E6100000' + '00'.repeat(16)
 */
export function ewkbHex(geometry: WrittenGeometry): string {
  if (geometry.type === 'Point') return pointEwkbHex(geometry.coordinates)
  const bytes = Buffer.allocUnsafe(4 + sizeOf(geometry))
  const end = write(bytes, 0, geometry, true)
  return bytes.toString('hex', 0, end).toUpperCase()
}

const POINT_HEAD = '0101000020E6100000'
const pair = Buffer.alloc(16)

/** The same for one point; millions of them are loaded. */
export function pointEwkbHex([lng, lat]: LngLat): string {
  pair.writeDoubleLE(lng, 0)
  pair.writeDoubleLE(lat, 8)
  return POINT_HEAD + pair.toString('hex').toUpperCase()
}

function sizeOf(geometry: WrittenGeometry): number {
  const ring = (points: readonly LngLat[]) => 4 + 16 * points.length
  const sum = <T>(items: readonly T[], size: (item: T) => number) =>
    items.reduce((total, item) => total + size(item), 0)
  switch (geometry.type) {
    case 'Point':
      return 5 + 16
    case 'MultiPoint':
      return 9 + 21 * geometry.coordinates.length
    case 'LineString':
      return 5 + ring(geometry.coordinates)
    case 'Polygon':
      return 9 + sum(geometry.coordinates, ring)
    case 'MultiLineString':
      return 9 + sum(geometry.coordinates, (line) => 5 + ring(line))
    case 'MultiPolygon':
      return 9 + sum(geometry.coordinates, (polygon) => 9 + sum(polygon, ring))
  }
}

/** @returns where the next byte goes */
function write(bytes: Buffer, start: number, geometry: WrittenGeometry, isOutermost: boolean): number {
  let at = bytes.writeUInt8(1, start)
  at = bytes.writeUInt32LE(TYPES[geometry.type] + (isOutermost ? HAS_SRID : 0), at)
  if (isOutermost) at = bytes.writeUInt32LE(SRID, at)
  const positions = (points: readonly LngLat[]) => {
    at = bytes.writeUInt32LE(points.length, at)
    for (const [lng, lat] of points) at = bytes.writeDoubleLE(lat, bytes.writeDoubleLE(lng, at))
  }
  switch (geometry.type) {
    case 'Point':
      return bytes.writeDoubleLE(geometry.coordinates[1], bytes.writeDoubleLE(geometry.coordinates[0], at))
    case 'MultiPoint':
      at = bytes.writeUInt32LE(geometry.coordinates.length, at)
      for (const coordinates of geometry.coordinates)
        at = write(bytes, at, { type: 'Point', coordinates }, false)
      return at
    case 'LineString':
      positions(geometry.coordinates)
      return at
    case 'Polygon':
      at = bytes.writeUInt32LE(geometry.coordinates.length, at)
      for (const ring of geometry.coordinates) positions(ring)
      return at
    case 'MultiLineString':
      at = bytes.writeUInt32LE(geometry.coordinates.length, at)
      for (const coordinates of geometry.coordinates)
        at = write(bytes, at, { type: 'LineString', coordinates }, false)
      return at
    case 'MultiPolygon':
      at = bytes.writeUInt32LE(geometry.coordinates.length, at)
      for (const coordinates of geometry.coordinates)
        at = write(bytes, at, { type: 'Polygon', coordinates }, false)
      return at
  }
}
