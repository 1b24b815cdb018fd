import type { BoundingBox, LngLat } from '../../_map/map-types.ts'

/** About a hundred meters round a single place. */
const margin = 0.001

/** The box round positions, with a little room; undefined where there are none. */
export function boxAround(positions: readonly LngLat[]): BoundingBox | undefined {
  if (positions.length === 0) return undefined
  const lngs = positions.map(([lng]) => lng)
  const lats = positions.map(([, lat]) => lat)
  return [
    Math.min(...lngs) - margin,
    Math.min(...lats) - margin,
    Math.max(...lngs) + margin,
    Math.max(...lats) + margin,
  ]
}
