import gcoord from 'gcoord'
import { isLngLat, type LngLat } from '../../geo/lng-lat.ts'

export const COORDINATE_SYSTEMS = ['WGS84', 'CGCS2000', 'GCJ-02', 'BD-09'] as const
export type CoordinateSystem = (typeof COORDINATE_SYSTEMS)[number]

/**
 * A position as its source declares it, in WGS 84 degrees; undefined where it is no position on earth.
 * CGCS2000 is within centimeters of WGS 84 and taken as it is. Rounded to 1e-7 degrees (1 cm).
 *
 * @example toWgs84(116.404, 39.915, 'GCJ-02') // about [116.39775, 39.91360]
 */
export function toWgs84(x: number, y: number, from: CoordinateSystem): LngLat | undefined {
  if (!isLngLat(x, y)) return undefined
  if (from === 'WGS84' || from === 'CGCS2000') return [x, y]
  const source = from === 'GCJ-02' ? gcoord.GCJ02 : gcoord.BD09
  const [lng, lat] = gcoord.transform<[number, number]>([x, y], source, gcoord.WGS84)
  return [Math.round(lng * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7]
}
