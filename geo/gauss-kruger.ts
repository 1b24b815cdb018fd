import type { LngLat } from './lng-lat.ts'

const RADIANS_PER_DEGREE = Math.PI / 180
/** The ellipsoid of CGCS2000 (GRS 80). */
const SEMI_MAJOR_METERS = 6378137
const FLATTENING = 1 / 298.257222101
const N = FLATTENING / (2 - FLATTENING)
const FALSE_EASTING_METERS = 500_000
const ECCENTRICITY = Math.sqrt(FLATTENING * (2 - FLATTENING))
/** Meridian radius of the sphere of equal length, and the terms of Krüger's series. */
const RADIUS_METERS = (SEMI_MAJOR_METERS / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64)
const TERMS = [
  N / 2 - (2 / 3) * N ** 2 + (5 / 16) * N ** 3 + (41 / 180) * N ** 4,
  (13 / 48) * N ** 2 - (3 / 5) * N ** 3 + (557 / 1440) * N ** 4,
  (61 / 240) * N ** 3 - (103 / 140) * N ** 4,
  (49561 / 161280) * N ** 4,
]

/** Which of the 3-degree zones a longitude lies in, by its central meridian. */
export function centralMeridianOf(lng: number): number {
  return Math.round(lng / 3) * 3
}

/**
 * Easting and northing in the CGCS2000 3-degree zone of a central meridian, the easting without the zone's number.
 * Within a zone it agrees with the exact projection to less than a millimeter.
 *
 * @example toGaussKruger([116.391, 39.907], 117) // [447941.5, 4419345.7], rounded
 */
export function toGaussKruger([lng, lat]: LngLat, centralMeridian: number): readonly [x: number, y: number] {
  const phi = lat * RADIANS_PER_DEGREE
  const lambda = (lng - centralMeridian) * RADIANS_PER_DEGREE
  const sin = Math.sin(phi)
  const t = Math.sinh(Math.atanh(sin) - ECCENTRICITY * Math.atanh(ECCENTRICITY * sin))
  const xi = Math.atan2(t, Math.cos(lambda))
  const eta = Math.atanh(Math.sin(lambda) / Math.sqrt(1 + t * t))
  let [east, north] = [eta, xi]
  for (const [index, term] of TERMS.entries()) {
    const k = 2 * (index + 1)
    east += term * Math.cos(k * xi) * Math.sinh(k * eta)
    north += term * Math.sin(k * xi) * Math.cosh(k * eta)
  }
  return [FALSE_EASTING_METERS + RADIUS_METERS * east, RADIUS_METERS * north]
}
