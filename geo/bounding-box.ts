import type { BoundingBox, MultiPolygonCoordinates } from './lng-lat.ts'

/**
 * The smallest box that holds every outer ring, or undefined for an empty shape.
 *
 * @example boundingBox([[[[0, 0], [2, 0], [2, 1], [0, 0]]]]) // [0, 0, 2, 1]
 */
export function boundingBox(polygons: MultiPolygonCoordinates): BoundingBox | undefined {
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (const polygon of polygons) {
    for (const [lng, lat] of polygon[0] ?? []) {
      if (lng < west) west = lng
      if (lng > east) east = lng
      if (lat < south) south = lat
      if (lat > north) north = lat
    }
  }
  return west <= east ? [west, south, east, north] : undefined
}
