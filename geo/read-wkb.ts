import type { LngLat, MultiPolygonCoordinates, PolygonCoordinates } from './lng-lat.ts'

const POLYGON = 3
const MULTI_POLYGON = 6
const COLLECTION = 7
const HAS_SRID = 0x20000000
const HAS_Z = 0x80000000
const HAS_M = 0x40000000

/**
 * Reads the polygons of a WKB or EWKB geometry, bit for bit: `ST_AsGeoJSON` rounds its digits, and a border moved by
 * a rounding gives other answers on the border. Of a collection the polygons are kept, and lines and points dropped
 * only if `ST_MakeValid` could have left them there.
 *
 * @param bytes from `ST_AsBinary(geom)`, or a geometry column as the driver gives it, hex decoded
 * @throws RangeError for a geometry that is no (multi)polygon or collection
 */
export function readWkbPolygons(bytes: Uint8Array): MultiPolygonCoordinates {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const readHeader = () => {
    const isLittle = view.getUint8(at) === 1
    const word = view.getUint32(at + 1, isLittle)
    at += 5 + (word & HAS_SRID ? 4 : 0)
    const isoDimension = Math.floor((word & 0xffff) / 1000)
    const extra =
      isoDimension > 0 ? (isoDimension === 3 ? 2 : 1) : (word & HAS_Z ? 1 : 0) + (word & HAS_M ? 1 : 0)
    return { isLittle, type: (word & 0xffff) % 1000, stride: 16 + 8 * extra }
  }
  const readCount = (isLittle: boolean) => {
    const count = view.getUint32(at, isLittle)
    at += 4
    return count
  }
  const readPositions = (isLittle: boolean, stride: number): LngLat[] =>
    Array.from({ length: readCount(isLittle) }, (): LngLat => {
      const position: LngLat = [view.getFloat64(at, isLittle), view.getFloat64(at + 8, isLittle)]
      at += stride
      return position
    })
  const read = (isInside: boolean): PolygonCoordinates[] => {
    const { isLittle, type, stride } = readHeader()
    if (type === POLYGON) {
      const rings = Array.from({ length: readCount(isLittle) }, () => readPositions(isLittle, stride))
      return rings.length > 0 ? [rings] : []
    }
    if (type === MULTI_POLYGON || type === COLLECTION) {
      const polygons: PolygonCoordinates[] = []
      for (let left = readCount(isLittle); left > 0; left--) polygons.push(...read(true))
      return polygons
    }
    if (isInside && type === 1) at += stride
    else if (isInside && type === 2) readPositions(isLittle, stride)
    else if (isInside && (type === 4 || type === 5))
      for (let left = readCount(isLittle); left > 0; left--) read(true)
    else throw new RangeError(`geometry of type ${type} is no polygon`)
    return []
  }
  return read(false)
}
