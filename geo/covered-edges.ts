import type { LngLat } from './lng-lat.ts'
import { metersPerDegree } from './meters-per-degree.ts'
import type { RoadRouter } from './road-router.ts'

const STEP_METERS = 4
/** A road so near to a line is the one that the line follows. */
const BESIDE_METERS = 5
/** A street that merely crosses runs along a line for no longer than this. */
const LEAST_METERS = 16

/** The roads that a line runs along, for more than a crossing's width or for half of their length. */
export function coveredEdges(roads: RoadRouter, line: readonly LngLat[]): ReadonlySet<number> {
  const passed = new Map<number, number>()
  const first = line[0]
  if (!first) return new Set()
  const { perLng, perLat } = metersPerDegree(first[1])
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!]
    const meters = Math.hypot((b[0] - a[0]) * perLng, (b[1] - a[1]) * perLat)
    const steps = Math.max(1, Math.ceil(meters / STEP_METERS))
    for (let step = 0; step < steps; step++) {
      const share = (step + 0.5) / steps
      const at: LngLat = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
      for (const edge of roads.edgesNear(at, BESIDE_METERS))
        passed.set(edge, (passed.get(edge) ?? 0) + meters / steps)
    }
  }
  const isCovered = ([edge, meters]: readonly [number, number]) =>
    meters >= Math.min(LEAST_METERS, roads.edges[edge]!.lengthMeters / 2)
  return new Set([...passed].filter(isCovered).map(([edge]) => edge))
}
