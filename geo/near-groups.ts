import { haversineDistanceMeters } from './haversine-distance.ts'
import type { LngLat } from './lng-lat.ts'
import { metersPerDegree } from './meters-per-degree.ts'

/**
 * Which points stand together: two within `radiusMeters` are of one group, and so are all that such pairs connect.
 * Cost grows with n times the points in a cell of that size and its eight neighbours, not with n².
 *
 * @param points WGS 84 degrees
 * @returns groups of indices, each in ascending order, groups by their first index; a point alone is a group of one
 */
export function nearGroups(points: readonly LngLat[], radiusMeters: number): number[][] {
  if (points.length === 0) return []
  // The narrowest degree of all points, and a hundredth for the ellipsoid: a cell is nowhere smaller than the radius.
  const farthestLat = points.reduce((most, [, lat]) => Math.max(most, Math.abs(lat)), 0)
  const { perLng, perLat } = metersPerDegree(Math.min(farthestLat, 89))
  const cellMeters = radiusMeters * 1.01
  const cellOf = ([lng, lat]: LngLat) =>
    [Math.floor((lng * perLng) / cellMeters), Math.floor((lat * perLat) / cellMeters)] as const
  const parents = points.map((_, index) => index)
  const rootOf = (index: number): number => {
    let root = index
    while (parents[root] !== root) root = parents[root]!
    for (let at = index; at !== root; ) {
      const next = parents[at]!
      parents[at] = root
      at = next
    }
    return root
  }
  const cells = new Map<string, number[]>()
  for (const [index, point] of points.entries()) {
    const [column, row] = cellOf(point)
    for (let x = column - 1; x <= column + 1; x++)
      for (let y = row - 1; y <= row + 1; y++)
        for (const other of cells.get(`${x} ${y}`) ?? []) {
          if (haversineDistanceMeters(point, points[other]!) > radiusMeters) continue
          const [a, b] = [rootOf(index), rootOf(other)]
          // The smaller index leads, so that groups come out in order.
          parents[Math.max(a, b)] = Math.min(a, b)
        }
    const key = `${column} ${row}`
    const cell = cells.get(key)
    if (cell) cell.push(index)
    else cells.set(key, [index])
  }
  return [...Map.groupBy(parents.keys(), rootOf).values()]
}
