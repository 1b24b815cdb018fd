import type { MultiPolygonCoordinates } from './lng-lat.ts'
import { metersPerDegree } from './meters-per-degree.ts'

/** A point outside every duty grid belongs to the nearest one within this distance. */
export const NEAREST_GRID_MAX_METERS = 50

/**
 * Distance from the origin to the segment a→b, squared, in the square of the coordinates' unit. At or beyond an end it
 * is the distance to that end itself, so that two polygons which share the vertex are equally far.
 */
export function originToSegmentSquared(ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax
  const dy = by - ay
  const along = -(ax * dx + ay * dy)
  const lengthSquared = dx * dx + dy * dy
  if (along <= 0) return ax * ax + ay * ay
  if (along >= lengthSquared) return bx * bx + by * by
  const cross = ax * by - ay * bx
  return (cross * cross) / lengthSquared
}

/**
 * Distance in meters from a point to the border of a shape (outer rings and holes), inside or outside, in the plane
 * whose axes are scaled by `metersPerDegree` at the point's latitude. `BORDER_DISTANCE_SQL` is the same formula in
 * PostGIS. Infinity for an empty shape.
 *
 * @param lng degrees
 * @param lat degrees
 * @example borderDistanceMeters([[[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]], 0.5, -0.0001) // 11.06
 */
export function borderDistanceMeters(polygons: MultiPolygonCoordinates, lng: number, lat: number): number {
  const { perLng, perLat } = metersPerDegree(lat)
  let best = Infinity
  for (const polygon of polygons) {
    for (const ring of polygon) {
      for (let i = 1; i < ring.length; i++) {
        const [ax, ay] = ring[i - 1]!
        const [bx, by] = ring[i]!
        const squared = originToSegmentSquared(
          (ax - lng) * perLng,
          (ay - lat) * perLat,
          (bx - lng) * perLng,
          (by - lat) * perLat,
        )
        if (squared < best) best = squared
      }
    }
  }
  return Math.sqrt(best)
}

/**
 * Distances are compared in whole millimetres, so that equally far grids tie on both sides although cosines differ in
 * the last bit between mathematical libraries.
 */
export function wholeMillimeters(distanceMeters: number): number {
  return Math.floor(distanceMeters * 1000)
}
