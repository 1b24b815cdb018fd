import type { MultiPolygonCoordinates, Ring } from './lng-lat.ts'
import { metersPerDegree } from './meters-per-degree.ts'

/** Twice the signed area in square degrees, counter-clockwise positive; the first vertex is the origin, against cancellation. */
function doubleSignedArea(ring: Ring): number {
  const [originLng, originLat] = ring[0]!
  let sum = 0
  for (let i = 1; i < ring.length; i++) {
    const [aLng, aLat] = ring[i - 1]!
    const [bLng, bLat] = ring[i]!
    sum += (aLng - originLng) * (bLat - originLat) - (bLng - originLng) * (aLat - originLat)
  }
  return sum
}

function latRange(ring: Ring): [south: number, north: number] {
  let south = Infinity
  let north = -Infinity
  for (const [, lat] of ring) {
    if (lat < south) south = lat
    if (lat > north) north = lat
  }
  return [south, north]
}

/**
 * Area on the WGS 84 ellipsoid in square meters, holes taken out, winding direction ignored. Each polygon is
 * measured in the local plane of its middle latitude: within 0.01 % of `ST_Area(geography)` up to the size of a city.
 *
 * @example areaSquareMeters([[[[116, 40], [116.001, 40], [116.001, 40.001], [116, 40.001], [116, 40]]]]) // 9 481, rounded
 */
export function areaSquareMeters(polygons: MultiPolygonCoordinates): number {
  let total = 0
  for (const polygon of polygons) {
    const outer = polygon[0]
    if (!outer || outer.length < 4) continue
    const [south, north] = latRange(outer)
    const { perLng, perLat } = metersPerDegree((south + north) / 2)
    let doubled = Math.abs(doubleSignedArea(outer))
    for (const hole of polygon.slice(1)) doubled -= Math.abs(doubleSignedArea(hole))
    total += (doubled / 2) * perLng * perLat
  }
  return total
}
