import type { MultiPolygonCoordinates, PolygonCoordinates, Ring } from './lng-lat.ts'
import { segmentSide } from './segment-side.ts'

export type RingSide = 'inside' | 'border' | 'outside'

/**
 * Non-zero winding rule with PostGIS's own arithmetic. Scans the ring: O(vertices).
 *
 * @example sideOfRing([[0, 0], [1, 0], [1, 1], [0, 0]], 1, 0.5) // 'border'
 */
function sideOfRing(ring: Ring, lng: number, lat: number): RingSide {
  let winding = 0
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1]!
    const [bx, by] = ring[i]!
    if ((ay > lat && by > lat) || (ay < lat && by < lat)) continue
    const side = segmentSide(ax, ay, bx, by, lng, lat)
    if (side === 0 && Math.min(ax, bx) <= lng && lng <= Math.max(ax, bx)) return 'border'
    if (ay <= lat && lat < by && side > 0) winding++
    else if (by <= lat && lat < ay && side < 0) winding--
  }
  return winding === 0 ? 'outside' : 'inside'
}

function sideOfOnePolygon(polygon: PolygonCoordinates, lng: number, lat: number): RingSide {
  if (polygon.length === 0) return 'outside'
  const outer = sideOfRing(polygon[0]!, lng, lat)
  if (outer !== 'inside') return outer
  for (let i = 1; i < polygon.length; i++) {
    const hole = sideOfRing(polygon[i]!, lng, lat)
    if (hole === 'border') return 'border'
    if (hole === 'inside') return 'outside'
  }
  return 'inside'
}

/**
 * Where a point lies, as PostGIS sees it: `ST_Covers` is true for 'inside' and 'border'.
 *
 * @param lng degrees
 * @param lat degrees
 * @example sideOfPolygon([[[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]], 1, 1) // 'inside'
 */
export function sideOfPolygon(polygons: MultiPolygonCoordinates, lng: number, lat: number): RingSide {
  for (const polygon of polygons) {
    const side = sideOfOnePolygon(polygon, lng, lat)
    if (side !== 'outside') return side
  }
  return 'outside'
}

/** Borders included, like `ST_Covers`. */
export function covers(polygons: MultiPolygonCoordinates, lng: number, lat: number): boolean {
  return sideOfPolygon(polygons, lng, lat) !== 'outside'
}
