import type { Geometry, Position } from 'geojson'

const TYPES = ['', 'Point', 'LineString', 'Polygon', 'MultiPoint', 'MultiLineString', 'MultiPolygon'] as const

/** Well-known binary, ISO or extended, as GeoJSON in two dimensions; null for an empty point. @throws RangeError for broken bytes */
export function geometryFromWkb(bytes: Uint8Array): Geometry | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0

  function read(): Geometry | null {
    const isLittle = view.getUint8(at++) === 1
    const uint = () => {
      at += 4
      return view.getUint32(at - 4, isLittle)
    }
    const code = uint()
    const isExtended = code > 0xffff
    const thousands = isExtended ? 0 : Math.floor(code / 1000)
    const hasZ = isExtended ? (code & 0x80000000) !== 0 : thousands === 1 || thousands === 3
    const hasM = isExtended ? (code & 0x40000000) !== 0 : thousands === 2 || thousands === 3
    if (isExtended && (code & 0x20000000) !== 0) at += 4
    const kind = (isExtended ? code & 0xff : code % 1000) as number
    const position = (): Position => {
      const [x, y] = [view.getFloat64(at, isLittle), view.getFloat64(at + 8, isLittle)]
      at += 16 + (hasZ ? 8 : 0) + (hasM ? 8 : 0)
      return [x, y]
    }
    const many = <T>(one: () => T): T[] => {
      const count = uint()
      if (count > bytes.length) throw new RangeError('broken WKB')
      return Array.from({ length: count }, one)
    }
    const line = () => many(position)
    const type = TYPES[kind]
    if (type === 'Point') {
      const coordinates = position()
      return Number.isNaN(coordinates[0]) ? null : { type, coordinates }
    }
    if (type === 'LineString') return { type, coordinates: line() }
    if (type === 'Polygon') return { type, coordinates: many(line) }
    if (type === 'MultiPoint' || type === 'MultiLineString' || type === 'MultiPolygon') {
      const members = many(read).map((one) => (one as { coordinates: unknown } | null)?.coordinates)
      return { type, coordinates: members } as Geometry
    }
    throw new RangeError('unknown geometry')
  }
  return read()
}
