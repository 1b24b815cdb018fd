import type { LngLat } from './lng-lat.ts'

/** Mean radius of the earth (IUGG), the one Turf and GeoJSON tools use. */
const EARTH_RADIUS_METERS = 6371008.8
const RADIANS_PER_DEGREE = Math.PI / 180

/**
 * Great-circle distance on a sphere, in meters. Good at any range (error against the ellipsoid below 0.5 %).
 *
 * @example haversineDistanceMeters([116.3913, 39.9075], [121.4737, 31.2304]) // about 1 068 000
 */
export function haversineDistanceMeters(a: LngLat, b: LngLat): number {
  const sinLat = Math.sin(((b[1] - a[1]) * RADIANS_PER_DEGREE) / 2)
  const sinLng = Math.sin(((b[0] - a[0]) * RADIANS_PER_DEGREE) / 2)
  const h =
    sinLat * sinLat +
    Math.cos(a[1] * RADIANS_PER_DEGREE) * Math.cos(b[1] * RADIANS_PER_DEGREE) * sinLng * sinLng
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(h)))
}
