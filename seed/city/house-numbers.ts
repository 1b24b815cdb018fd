import type { Building } from './footprints.ts'
import { carriagewayMeters, type Layout, type RoadRun } from './layout.ts'
import { between, distance, distanceToSegment, type Point } from './plane.ts'
import { houseNumber } from './roadside.ts'

/** What stands farther from the kerb has its number at the estate's gate. */
const REACH_METERS = 42

type Front = {
  readonly run: RoadRun
  readonly from: Point
  readonly to: Point
  readonly startMeters: number
  readonly isLeft: boolean
}

/** The number of each house that fronts a street, at the house: the same that addresses say, none twice in a street. */
export function numberHouses(
  layout: Layout,
  runs: readonly RoadRun[],
  buildings: readonly Building[],
): { readonly number: number; readonly at: Point }[] {
  const frontsOf = new Map<number, Front[]>()
  for (const run of runs) {
    if (run.class === 'rail' || run.class === 'expressway' || run.isBridge) continue
    let startMeters = run.startMeters
    for (let i = 1; i < run.vertices.length; i++) {
      const [a, b] = [run.vertices[i - 1]!, run.vertices[i]!]
      const [from, to] = [run.points[i - 1]!, run.points[i]!]
      for (const [face, isLeft] of [
        [layout.mesh.leftOf(a, b), true],
        [layout.mesh.leftOf(b, a), false],
      ] as const) {
        if (face === undefined) continue
        const front = { run, from, to, startMeters, isLeft }
        const list = frontsOf.get(face)
        if (list) list.push(front)
        else frontsOf.set(face, [front])
      }
      startMeters += distance(from, to)
    }
  }
  const taken = new Set<string>()
  return buildings.flatMap(({ ring, face, kind }) => {
    if (kind === 'greenhouse') return []
    const at = between(ring[0]!, ring[2]!, 0.5)
    let best: Front | undefined
    let bestMeters = Number.POSITIVE_INFINITY
    for (const front of frontsOf.get(face) ?? []) {
      const meters =
        distanceToSegment(at, front.from, front.to) - (carriagewayMeters[front.run.class] ?? 8) / 2
      if (meters >= bestMeters) continue
      best = front
      bestMeters = meters
    }
    if (!best || bestMeters > REACH_METERS) return []
    const number = houseNumber(best.startMeters + alongOf(at, best), best.isLeft)
    const key = `${best.run.line}/${number}`
    if (taken.has(key)) return []
    taken.add(key)
    return [{ number, at }]
  })
}

function alongOf(at: Point, { from, to }: Front): number {
  const length = distance(from, to) || 1
  const along = ((at[0] - from[0]) * (to[0] - from[0]) + (at[1] - from[1]) * (to[1] - from[1])) / length
  return Math.min(length, Math.max(0, along))
}
