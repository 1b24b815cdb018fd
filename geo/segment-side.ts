/**
 * Which side of the segment a→b the point lies on: > 0 left, < 0 right, 0 on its line. Any planar unit.
 *
 * This is, operation for operation, the expression PostGIS evaluates for `ST_Covers(polygon, point)` (3.3 to 3.6), so
 * that both programs give the same answer on every double, also for a point that lies on an edge only up to rounding.
 * An exact predicate would be *more* right there and therefore disagree; crossings between edges, where no oracle has
 * to be matched, are decided exactly (`validatePolygon`). PostGIS compiled with fused multiply-add (some arm64
 * builds) rounds differently for points within 1e-15 degrees of an edge.
 *
 * @example segmentSide(0, 0, 1, 0, 0.5, 2) // 2: left
 */
export function segmentSide(ax: number, ay: number, bx: number, by: number, px: number, py: number): number {
  return (bx - ax) * (py - ay) - (px - ax) * (by - ay)
}
