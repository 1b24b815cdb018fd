import type { LngLat } from '../../geo/lng-lat.ts'
import type { GridContent } from './grid-content.ts'

/** Stretches of border that were no border before; a stretch that only got a corner more was. */
export function newBorders(content: GridContent, base: GridContent): (readonly [LngLat, LngLat])[] {
  const before = new Set(edgesOf(base).map(([a, b]) => keyOf(a, b)))
  const known = new Map(edgesOf(content).map(([a, b]) => [keyOf(a, b), [a, b] as const]))
  return [...known]
    .filter(([key, [a, b]]) => !before.has(key) && !isOnOne(a, b, base))
    .map(([, edge]) => edge)
}

function keyOf(a: LngLat, b: LngLat): string {
  return [String(a), String(b)].sort().join(' ')
}

function edgesOf({ cells }: GridContent): (readonly [LngLat, LngLat])[] {
  return cells.flatMap(({ polygons }) =>
    polygons.flat().flatMap((ring) => ring.slice(1).map((to, i) => [ring[i]!, to] as const)),
  )
}

/** About a millimeter: the corner that a cut puts on an edge is off it by rounding only. */
const REACH_DEGREES = 1e-8

function isOnOne(a: LngLat, b: LngLat, base: GridContent): boolean {
  return edgesOf(base).some(([p, q]) => isOn(a, p, q) && isOn(b, p, q))
}

function isOn([lng, lat]: LngLat, p: LngLat, q: LngLat): boolean {
  const [dx, dy] = [q[0] - p[0], q[1] - p[1]]
  const length = Math.hypot(dx, dy)
  const along = ((lng - p[0]) * dx + (lat - p[1]) * dy) / length
  const off = Math.abs((lng - p[0]) * dy - (lat - p[1]) * dx) / length
  return off < REACH_DEGREES && along > -REACH_DEGREES && along < length + REACH_DEGREES
}
