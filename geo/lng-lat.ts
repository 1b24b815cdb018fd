/**
 * Positions and shapes as the whole program writes them: WGS 84 / CGCS2000 (SRID 4326), degrees, longitude first.
 * The shapes are those of GeoJSON `coordinates`.
 */

/** Longitude then latitude, in degrees. Example: `[116.3913, 39.9075]` is Tiananmen. */
export type LngLat = readonly [lng: number, lat: number]

/** A closed ring: first and last position are equal, at least four positions. Either winding direction. */
export type Ring = readonly LngLat[]

/** The outer ring, then its holes. Example: `[[[0, 0], [1, 0], [1, 1], [0, 0]]]`. */
export type PolygonCoordinates = readonly Ring[]

/** Polygons whose interiors do not meet. */
export type MultiPolygonCoordinates = readonly PolygonCoordinates[]

/** West, south, east, north, in degrees. Never crosses the antimeridian. */
export type BoundingBox = readonly [west: number, south: number, east: number, north: number]

/** True for two finite numbers within ±180 and ±90 degrees. */
export function isLngLat(lng: number, lat: number): boolean {
  return lng >= -180 && lng <= 180 && lat >= -90 && lat <= 90
}
