import type { Geometry } from 'geojson'
import type { LngLat, PolygonCoordinates, Ring } from './lng-lat.ts'
import { covers } from './point-in-polygon.ts'

/**
 * One position that stands for a shape: a point itself, the middle of a line's length, the centroid of a polygon's outer
 * ring where that lies inside and else its first vertex; of a collection, of its first member. Undefined for none.
 *
 * @example representativePoint({ type: 'LineString', coordinates: [[0, 0], [2, 0]] }) // [1, 0]
 */
export function representativePoint(geometry: Geometry): LngLat | undefined {
  switch (geometry.type) {
    case 'Point':
      return geometry.coordinates as unknown as LngLat
    case 'MultiPoint':
      return geometry.coordinates[0] as unknown as LngLat | undefined
    case 'LineString':
      return middleOfLine(geometry.coordinates as unknown as LngLat[])
    case 'MultiLineString':
      return middleOfLine((geometry.coordinates[0] ?? []) as unknown as LngLat[])
    case 'Polygon':
      return middleOfPolygon(geometry.coordinates as unknown as PolygonCoordinates)
    case 'MultiPolygon':
      return middleOfPolygon((geometry.coordinates[0] ?? []) as unknown as PolygonCoordinates)
    case 'GeometryCollection':
      return geometry.geometries[0] && representativePoint(geometry.geometries[0])
  }
}

function middleOfLine(line: readonly LngLat[]): LngLat | undefined {
  const lengths = line.slice(1).map((to, i) => Math.hypot(to[0] - line[i]![0], to[1] - line[i]![1]))
  let left = lengths.reduce((sum, length) => sum + length, 0) / 2
  for (const [i, length] of lengths.entries()) {
    if (left <= length && length > 0) {
      const [from, to] = [line[i]!, line[i + 1]!]
      const t = left / length
      return [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t]
    }
    left -= length
  }
  return line[0]
}

function middleOfPolygon(polygon: PolygonCoordinates): LngLat | undefined {
  const ring = polygon[0]
  if (!ring?.[0]) return undefined
  const centroid = centroidOf(ring)
  return centroid && covers([polygon], centroid[0], centroid[1]) ? centroid : ring[0]
}

/** Relative to the first vertex, so that small rings far from the origin keep their digits. */
function centroidOf(ring: Ring): LngLat | undefined {
  const [x0, y0] = ring[0]!
  let twiceArea = 0
  let x = 0
  let y = 0
  for (let i = 1; i < ring.length; i++) {
    const ax = ring[i - 1]![0] - x0
    const ay = ring[i - 1]![1] - y0
    const bx = ring[i]![0] - x0
    const by = ring[i]![1] - y0
    const cross = ax * by - bx * ay
    twiceArea += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  return twiceArea === 0 ? undefined : [x0 + x / (3 * twiceArea), y0 + y / (3 * twiceArea)]
}
