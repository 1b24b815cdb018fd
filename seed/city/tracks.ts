import type { BundleTrackPoint, BundleUnit } from '../../server/exchange/bundle.ts'
import { DAY_MS, localClock, MINUTE_MS, startOfDay, toInstant } from './clock.ts'
import { between, distance, type Point, toLngLat } from './plane.ts'
import type { Random } from './random.ts'
import type { RoadGraph } from './road-graph.ts'

const STEP_MINUTES = 3
/** A unit roams about this far from its depot before it turns back. */
const ROAM_METERS = 1700

/** Where each unit drove on its shifts of the last 24 hours: along roads, with stops, a fix every three minutes. */
export function driveTracks(
  units: readonly BundleUnit[],
  homeOf: (unit: BundleUnit) => Point,
  graph: RoadGraph,
  isAvoided: (at: Point) => boolean,
  endMs: number,
  random: Random,
): BundleTrackPoint[] {
  const points: BundleTrackPoint[] = []
  for (const unit of units) {
    const own = random.fork(unit.code)
    const drive = startDrive(graph, homeOf(unit), own)
    const offsetMs = own.integer(0, STEP_MINUTES * 60 - 1) * 1000
    for (let ms = endMs - DAY_MS + offsetMs; ms <= endMs; ms += STEP_MINUTES * MINUTE_MS) {
      if (!isOnShift(unit, ms)) continue
      const at = drive()
      if (!isAvoided(at)) points.push({ unitCode: unit.code, at: toInstant(ms), lngLat: toLngLat(at) })
    }
  }
  return points
}

export function isOnShift(unit: BundleUnit, ms: number): boolean {
  const onDay = (dayMs: number) => {
    const { weekday } = localClock(dayMs)
    const minute = (ms - startOfDay(dayMs)) / MINUTE_MS
    return unit.shifts.some(
      (shift) => shift.weekday === weekday && minute >= shift.startMinute && minute < shift.endMinute,
    )
  }
  return onDay(ms) || onDay(ms - DAY_MS)
}

/** A walk over the graph; each call moves on by one step and says where the unit is. */
function startDrive(graph: RoadGraph, home: Point, random: Random): () => Point {
  let node = 0
  for (let i = 1; i < graph.points.length; i++) {
    if (graph.around[i]!.length > 0 && distance(graph.points[i]!, home) < distance(graph.points[node]!, home))
      node = i
  }
  let previous = -1
  let next = choose()
  let passed = 0
  let stopSteps = 0
  function choose(): number {
    const options = graph.around[node]!.filter((option) => option !== previous)
    if (options.length === 0) return previous
    const isFar = distance(graph.points[node]!, home) > ROAM_METERS
    return isFar
      ? options.reduce((best, option) =>
          distance(graph.points[option]!, home) < distance(graph.points[best]!, home) ? option : best,
        )
      : random.pick(options)
  }
  return () => {
    if (stopSteps > 0) stopSteps--
    else if (random.chance(0.12)) stopSteps = random.integer(2, 8)
    else passed += random.between(450, 1000)
    for (;;) {
      const length = distance(graph.points[node]!, graph.points[next]!)
      if (passed < length) break
      passed -= length
      previous = node
      node = next
      next = choose()
    }
    const length = distance(graph.points[node]!, graph.points[next]!)
    const [east, north] = between(
      graph.points[node]!,
      graph.points[next]!,
      length === 0 ? 0 : passed / length,
    )
    return [east + random.normal() * 2.5, north + random.normal() * 2.5]
  }
}
