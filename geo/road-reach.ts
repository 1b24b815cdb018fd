import type { LngLat } from './lng-lat.ts'
import { metersPerDegree } from './meters-per-degree.ts'
import type { RoadEdge, RoadRouter } from './road-router.ts'
import { TravelHeap } from './travel-heap.ts'

/** from: where one gets to from there. to: from where one gets there. */
export type ReachDirection = 'from' | 'to'
export type ReachOptions = {
  readonly direction: ReachDirection
  readonly isPeak: boolean
  readonly maxSeconds: number
  /** Edges that nobody drives on now. */
  readonly closed?: ReadonlySet<number>
}
/** A point on a road and when it is reached, or how long it is from there. */
export type ReachedPoint = { readonly lngLat: LngLat; readonly seconds: number }

/** From the street to the spot itself, on foot; as the router has it. */
export const WALK_METERS_PER_SECOND = 1.4
const METERS_PER_SECOND_PER_KPH = 1 / 3.6
const STEP_METERS = 25
const noEdges: ReadonlySet<number> = new Set()

/** What can be reached by road in a time, in both directions; made once for a road network. */
export class RoadReach {
  readonly #router: RoadRouter
  readonly #edges: readonly RoadEdge[]
  readonly #nodeCount: number
  /** Edges at each node: `#starts[node]` to `#starts[node + 1]` in `#ways`. */
  readonly #starts: Int32Array
  readonly #ways: Int32Array

  constructor(router: RoadRouter) {
    this.#router = router
    this.#edges = router.edges
    let last = -1
    for (const { from, to } of this.#edges) last = Math.max(last, from, to)
    this.#nodeCount = last + 1
    const starts = new Int32Array(this.#nodeCount + 1)
    for (const { from, to } of this.#edges) {
      starts[from + 1]!++
      if (to !== from) starts[to + 1]!++
    }
    for (let node = 0; node < this.#nodeCount; node++) starts[node + 1]! += starts[node]!
    const free = starts.slice()
    this.#ways = new Int32Array(starts[this.#nodeCount]!)
    this.#edges.forEach(({ from, to }, edge) => {
      this.#ways[free[from]!++] = edge
      if (to !== from) this.#ways[free[to]!++] = edge
    })
    this.#starts = starts
  }

  /** Points every 25 m of every road that is reached in time; none where no road is near. */
  within(place: LngLat, { direction, isPeak, maxSeconds, closed = noEdges }: ReachOptions): ReachedPoint[] {
    const start = this.#router.snap(place, undefined, closed)
    if (!start) return []
    const edge = this.#edges[start.edge]!
    const secondsOf = ({ lengthMeters, freeKph, peakKph }: RoadEdge) =>
      lengthMeters / ((isPeak ? peakKph : freeKph) * METERS_PER_SECOND_PER_KPH)
    const onFoot = start.offRoadMeters / WALK_METERS_PER_SECOND
    const whole = secondsOf(edge)
    const canAdvance = !edge.isOneWay || direction === 'from'
    const canRetreat = !edge.isOneWay || direction === 'to'
    const reached = new Float64Array(this.#nodeCount).fill(Number.POSITIVE_INFINITY)
    const heap = new TravelHeap()
    const relax = (node: number, seconds: number) => {
      if (seconds > maxSeconds || reached[node]! <= seconds) return
      reached[node] = seconds
      heap.push(node, seconds)
    }
    if (canAdvance) relax(edge.to, onFoot + (1 - start.fraction) * whole)
    if (canRetreat) relax(edge.from, onFoot + start.fraction * whole)
    while (heap.size > 0) {
      const seconds = heap.topCost
      const node = heap.pop()
      if (seconds > reached[node]!) continue
      for (let at = this.#starts[node]!; at < this.#starts[node + 1]!; at++) {
        if (closed.has(this.#ways[at]!)) continue
        const way = this.#edges[this.#ways[at]!]!
        const [tail, head] = direction === 'from' ? [way.from, way.to] : [way.to, way.from]
        if (tail === node) relax(head, seconds + secondsOf(way))
        if (head === node && !way.isOneWay) relax(tail, seconds + secondsOf(way))
      }
    }
    const points: ReachedPoint[] = []
    this.#edges.forEach((way, index) => {
      if (closed.has(index)) return
      const { from, to, isOneWay } = way
      const canGo = { advance: !isOneWay || direction === 'from', retreat: !isOneWay || direction === 'to' }
      const early = canGo.advance ? reached[from]! : Number.POSITIVE_INFINITY
      const late = canGo.retreat ? reached[to]! : Number.POSITIVE_INFINITY
      if (index !== start.edge && early > maxSeconds && late > maxSeconds) return
      const seconds = secondsOf(way)
      for (const { fraction, lngLat } of samplesOf(way)) {
        let best = Math.min(early + fraction * seconds, late + (1 - fraction) * seconds)
        if (index === start.edge) {
          const ahead = fraction >= start.fraction
          if (ahead ? canAdvance : canRetreat)
            best = Math.min(best, onFoot + Math.abs(fraction - start.fraction) * whole)
        }
        if (best <= maxSeconds) points.push({ lngLat, seconds: best })
      }
    })
    if (onFoot <= maxSeconds) points.push({ lngLat: place, seconds: 0 })
    return points
  }
}

function samplesOf({ lngLats }: RoadEdge): { readonly fraction: number; readonly lngLat: LngLat }[] {
  const { perLng, perLat } = metersPerDegree(lngLats[0]![1])
  const lengths = lngLats
    .slice(1)
    .map((point, i) => Math.hypot((point[0] - lngLats[i]![0]) * perLng, (point[1] - lngLats[i]![1]) * perLat))
  const whole = lengths.reduce((sum, length) => sum + length, 0)
  const samples: { fraction: number; lngLat: LngLat }[] = [{ fraction: 0, lngLat: lngLats[0]! }]
  let along = 0
  lengths.forEach((length, i) => {
    const [a, b] = [lngLats[i]!, lngLats[i + 1]!]
    const steps = Math.max(1, Math.ceil(length / STEP_METERS))
    for (let step = 1; step <= steps; step++) {
      const t = step / steps
      samples.push({
        fraction: whole === 0 ? 1 : (along + t * length) / whole,
        lngLat: [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t],
      })
    }
    along += length
  })
  return samples
}
