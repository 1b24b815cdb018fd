const EQUATORIAL_RADIUS_METERS = 6378137
const FLATTENING = 1 / 298.257223563
const ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING)
const RADIANS_PER_DEGREE = Math.PI / 180

/**
 * Meters in one degree of longitude and of latitude at a latitude, on the WGS 84 ellipsoid (prime vertical and
 * meridional radius of curvature there). Within a kilometre of that latitude, distances computed with these two
 * factors agree with PostGIS `ST_Distance(geography, geography)` to about a millimetre in 50 m.
 *
 * @param lat degrees
 * @example metersPerDegree(39.9) // { perLng: 85 528, perLat: 111 033 }, rounded
 */
export function metersPerDegree(lat: number): { perLng: number; perLat: number } {
  const phi = lat * RADIANS_PER_DEGREE
  const sin = Math.sin(phi)
  const w = 1 - ECCENTRICITY_SQUARED * sin * sin
  const primeVertical = EQUATORIAL_RADIUS_METERS / Math.sqrt(w)
  const meridional = (primeVertical * (1 - ECCENTRICITY_SQUARED)) / w
  return {
    perLng: primeVertical * Math.cos(phi) * RADIANS_PER_DEGREE,
    perLat: meridional * RADIANS_PER_DEGREE,
  }
}
