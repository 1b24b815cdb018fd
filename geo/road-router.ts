import Flatbush from 'flatbush'
import { haversineDistanceMeters } from './haversine-distance.ts'
import type { LngLat } from './lng-lat.ts'
import { metersPerDegree } from './meters-per-degree.ts'
import { TravelHeap } from './travel-heap.ts'

/** A road between two nodes; `lngLats` runs from `from` to `to`, and so does one-way traffic. */
export type RoadEdge = {
  readonly from: number
  readonly to: number
  readonly lengthMeters: number
  readonly isOneWay: boolean
  readonly freeKph: number
  readonly peakKph: number
  readonly lngLats: readonly LngLat[]
  readonly name?: string
  readonly nameEn?: string
  /** What lies farther aside has no way onto it, as from beside an expressway. */
  readonly reachMeters?: number
}
/** A place on a road: `fraction` of the edge's length from its `from` end. */
export type RoadPlace = { readonly edge: number; readonly fraction: number; readonly offRoadMeters: number }
export type Travel = { readonly seconds: number; readonly lngLats: readonly LngLat[] }
/** A part of an edge as it is driven, between two fractions of its length: backwards where `start` is the greater. */
export type RoadLeg = { readonly edge: number; readonly start: number; readonly end: number }
export type TravelOptions = {
  readonly isPeak: boolean
  readonly maxSeconds?: number
  /** Edges that nobody drives on now: the way leads round them, and what lies on them is reached on foot. */
  readonly closed?: ReadonlySet<number>
}

/** From the street to the spot itself, on foot. */
const OFF_ROAD_METERS_PER_SECOND = 1.4
const METERS_PER_SECOND_PER_KPH = 1 / 3.6
const NONE = -1
const noEdges: ReadonlySet<number> = new Set()

/**
 * Travel times by road. Nodes are numbered from 0; an edge is used both ways unless it is one-way; speeds are those of
 * the hour. One search answers from many places to one, and ends when all of them are reached.
 */
export class RoadRouter {
  readonly #edges: readonly RoadEdge[]
  readonly #seconds: { readonly free: Float64Array; readonly peak: Float64Array }
  readonly #fastest: { readonly free: number; readonly peak: number }
  /** Ways into each node: `#starts[node]` to `#starts[node + 1]` in `#tails` (where from) and `#ways` (which edge). */
  readonly #starts: Int32Array
  readonly #tails: Int32Array
  readonly #ways: Int32Array
  readonly #tree: Flatbush | undefined
  readonly #perLng: number
  readonly #perLat: number
  readonly #reached: Float64Array
  readonly #nextNode: Int32Array
  readonly #nextEdge: Int32Array
  readonly #round: Int32Array
  readonly #settled: Int32Array
  #rounds = 0

  constructor(nodeCount: number, edges: readonly RoadEdge[]) {
    for (const [index, edge] of edges.entries()) {
      const isNode = (node: number) => Number.isInteger(node) && node >= 0 && node < nodeCount
      if (!isNode(edge.from) || !isNode(edge.to)) throw new RangeError(`edge ${index} has an unknown node`)
      if (!(edge.freeKph > 0 && edge.peakKph > 0)) throw new RangeError(`edge ${index} has no speed`)
      if (!(edge.lengthMeters >= 0)) throw new RangeError(`edge ${index} has no length`)
      if (edge.lngLats.length < 2) throw new RangeError(`edge ${index} has no line`)
    }
    this.#edges = edges
    const secondsAt = (kph: (edge: RoadEdge) => number) =>
      Float64Array.from(edges, (edge) => edge.lengthMeters / (kph(edge) * METERS_PER_SECOND_PER_KPH))
    this.#seconds = { free: secondsAt((edge) => edge.freeKph), peak: secondsAt((edge) => edge.peakKph) }
    this.#fastest = { free: fastestOf(edges, this.#seconds.free), peak: fastestOf(edges, this.#seconds.peak) }
    const starts = new Int32Array(nodeCount + 1)
    for (const { from, to, isOneWay } of edges) {
      starts[to + 1]!++
      if (!isOneWay) starts[from + 1]!++
    }
    for (let node = 0; node < nodeCount; node++) starts[node + 1]! += starts[node]!
    const free = starts.slice()
    this.#tails = new Int32Array(starts[nodeCount]!)
    this.#ways = new Int32Array(starts[nodeCount]!)
    const add = (head: number, tail: number, edge: number) => {
      const at = free[head]!++
      this.#tails[at] = tail
      this.#ways[at] = edge
    }
    edges.forEach(({ from, to, isOneWay }, edge) => {
      add(to, from, edge)
      if (!isOneWay) add(from, to, edge)
    })
    this.#starts = starts
    const { perLng, perLat } = metersPerDegree(edges[0]?.lngLats[0]?.[1] ?? 0)
    this.#perLng = perLng
    this.#perLat = perLat
    this.#tree = edges.length > 0 ? this.#treeOf(edges) : undefined
    this.#reached = new Float64Array(nodeCount)
    this.#nextNode = new Int32Array(nodeCount)
    this.#nextEdge = new Int32Array(nodeCount)
    this.#round = new Int32Array(nodeCount)
    this.#settled = new Int32Array(nodeCount)
  }

  /** As the crow flies nobody comes nearer in a second than so many meters, off the road neither. */
  fastestMetersPerSecond(isPeak: boolean): number {
    return isPeak ? this.#fastest.peak : this.#fastest.free
  }

  get edges(): readonly RoadEdge[] {
    return this.#edges
  }

  /** The place on a road that is nearest to a point within so many meters. */
  snap(lngLat: LngLat, maxMeters = 500, closed: ReadonlySet<number> = noEdges): RoadPlace | undefined {
    if (!this.#tree) return undefined
    const x = lngLat[0] * this.#perLng
    const y = lngLat[1] * this.#perLat
    const isOpen = (edge: number) => {
      if (closed.has(edge)) return false
      const { reachMeters } = this.#edges[edge]!
      return reachMeters === undefined || this.#placeOn(edge, x, y).offRoadMeters <= reachMeters
    }
    const [nearBox] = this.#tree.neighbors(x, y, 1, maxMeters, isOpen)
    if (nearBox === undefined) return undefined
    let best = this.#placeOn(nearBox, x, y)
    // A nearer box may hold a farther road: every road whose box is within the first one's distance is looked at.
    const reach = Math.min(best.offRoadMeters, maxMeters)
    for (const edge of this.#tree.search(x - reach, y - reach, x + reach, y + reach, isOpen)) {
      const place = this.#placeOn(edge, x, y)
      if (
        place.offRoadMeters < best.offRoadMeters ||
        (place.offRoadMeters === best.offRoadMeters && edge < best.edge)
      )
        best = place
    }
    return best.offRoadMeters <= maxMeters ? best : undefined
  }

  /** The roads with a point within so many meters. */
  edgesNear(lngLat: LngLat, maxMeters: number): number[] {
    if (!this.#tree) return []
    const x = lngLat[0] * this.#perLng
    const y = lngLat[1] * this.#perLat
    return this.#tree.search(x - maxMeters, y - maxMeters, x + maxMeters, y + maxMeters, (edge) => {
      return this.#placeOn(edge, x, y).offRoadMeters <= maxMeters
    })
  }

  /**
   * The quickest ways from many places to one, in the order asked; undefined where no road leads there in time.
   *
   * @example router.travelTo([118.8, 31.9], [[118.81, 31.9]], { isPeak: false })[0]?.seconds // 142
   */
  travelTo(
    target: LngLat,
    sources: readonly LngLat[],
    { isPeak, maxSeconds = 7200, closed = noEdges }: TravelOptions,
  ): (Travel | undefined)[] {
    const goal = this.snap(target, undefined, closed)
    if (!goal) return sources.map(() => undefined)
    const seconds = isPeak ? this.#seconds.peak : this.#seconds.free
    const places = sources.map((source) => this.snap(source, undefined, closed))
    this.#search(goal, seconds, this.#nodesOf(places), maxSeconds, closed)
    return places.map((place, index) => {
      const way = place && this.#wayFrom(place, goal, seconds)
      if (!place || !way) return undefined
      const all = way.seconds + (place.offRoadMeters + goal.offRoadMeters) / OFF_ROAD_METERS_PER_SECOND
      if (all > maxSeconds) return undefined
      const line = this.#legsOf(place, goal, way.exit).flatMap((leg) => this.lineOf(leg))
      return { seconds: all, lngLats: [sources[index]!, ...line, target] }
    })
  }

  /** The quickest way between two places on roads, leg by leg; undefined where none leads there. */
  wayBetween(
    place: RoadPlace,
    goal: RoadPlace,
    { isPeak, maxSeconds = 7200, closed = noEdges }: TravelOptions,
  ): readonly RoadLeg[] | undefined {
    const seconds = isPeak ? this.#seconds.peak : this.#seconds.free
    this.#search(goal, seconds, this.#nodesOf([place]), maxSeconds, closed)
    const way = this.#wayFrom(place, goal, seconds)
    return way && this.#legsOf(place, goal, way.exit)
  }

  lineOf({ edge, start, end }: RoadLeg): LngLat[] {
    return partOf(this.#edges[edge]!.lngLats, start, end)
  }

  /** Backwards from the goal, so that one search answers for every source. */
  #search(
    goal: RoadPlace,
    seconds: Float64Array,
    wanted: ReadonlySet<number>,
    maxSeconds: number,
    closed: ReadonlySet<number>,
  ): void {
    const round = ++this.#rounds
    const heap = new TravelHeap()
    const { from, to, isOneWay } = this.#edges[goal.edge]!
    const relax = (node: number, cost: number, nextNode: number, nextEdge: number) => {
      if (this.#round[node] === round && this.#reached[node]! <= cost) return
      this.#round[node] = round
      this.#reached[node] = cost
      this.#nextNode[node] = nextNode
      this.#nextEdge[node] = nextEdge
      heap.push(node, cost)
    }
    relax(from, goal.fraction * seconds[goal.edge]!, NONE, goal.edge)
    if (!isOneWay) relax(to, (1 - goal.fraction) * seconds[goal.edge]!, NONE, goal.edge)
    let missing = wanted.size
    while (missing > 0 && heap.size > 0) {
      const cost = heap.topCost
      const node = heap.pop()
      if (this.#settled[node] === round) continue
      if (cost > maxSeconds) return
      this.#settled[node] = round
      if (wanted.has(node)) missing--
      for (let at = this.#starts[node]!; at < this.#starts[node + 1]!; at++) {
        const edge = this.#ways[at]!
        if (closed.has(edge)) continue
        relax(this.#tails[at]!, cost + seconds[edge]!, node, edge)
      }
    }
  }

  #nodesOf(places: readonly (RoadPlace | undefined)[]): Set<number> {
    const nodes = new Set<number>()
    for (const place of places) {
      if (!place) continue
      const { from, to, isOneWay } = this.#edges[place.edge]!
      nodes.add(to)
      if (!isOneWay) nodes.add(from)
    }
    return nodes
  }

  /** `exit`: the node by which the first road is left; null where source and goal lie on one road. */
  #wayFrom(place: RoadPlace, goal: RoadPlace, seconds: Float64Array) {
    const { from, to, isOneWay } = this.#edges[place.edge]!
    const whole = seconds[place.edge]!
    let best: { seconds: number; exit: number | null } | undefined
    const offer = (cost: number, exit: number | null) => {
      if (!best || cost < best.seconds) best = { seconds: cost, exit }
    }
    if (place.edge === goal.edge && (!isOneWay || place.fraction <= goal.fraction))
      offer(Math.abs(goal.fraction - place.fraction) * whole, null)
    if (this.#settled[to] === this.#rounds) offer((1 - place.fraction) * whole + this.#reached[to]!, to)
    if (!isOneWay && this.#settled[from] === this.#rounds)
      offer(place.fraction * whole + this.#reached[from]!, from)
    return best
  }

  #legsOf(place: RoadPlace, goal: RoadPlace, exit: number | null): RoadLeg[] {
    if (exit === null) return [{ edge: place.edge, start: place.fraction, end: goal.fraction }]
    const legs = [
      { edge: place.edge, start: place.fraction, end: exit === this.#edges[place.edge]!.to ? 1 : 0 },
    ]
    let node = exit
    while (this.#nextNode[node] !== NONE) {
      const edge = this.#nextEdge[node]!
      const next = this.#nextNode[node]!
      const isForward = this.#edges[edge]!.from === node && this.#edges[edge]!.to === next
      legs.push({ edge, start: isForward ? 0 : 1, end: isForward ? 1 : 0 })
      node = next
    }
    const { from, to, isOneWay } = this.#edges[goal.edge]!
    // On a loop both ends are one node: the shorter way in was taken.
    const isFromStart = from === to ? isOneWay || goal.fraction <= 0.5 : node === from
    legs.push({ edge: goal.edge, start: isFromStart ? 0 : 1, end: goal.fraction })
    return legs
  }

  #placeOn(edge: number, x: number, y: number): RoadPlace {
    const { lngLats } = this.#edges[edge]!
    let best = Infinity
    let bestAlong = 0
    let along = 0
    for (let i = 1; i < lngLats.length; i++) {
      const ax = lngLats[i - 1]![0] * this.#perLng
      const ay = lngLats[i - 1]![1] * this.#perLat
      const dx = lngLats[i]![0] * this.#perLng - ax
      const dy = lngLats[i]![1] * this.#perLat - ay
      const squared = dx * dx + dy * dy
      const t = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared))
      const meters = Math.hypot(x - ax - t * dx, y - ay - t * dy)
      const length = Math.sqrt(squared)
      if (meters < best) {
        best = meters
        bestAlong = along + t * length
      }
      along += length
    }
    return { edge, fraction: along === 0 ? 0 : bestAlong / along, offRoadMeters: best }
  }

  #treeOf(edges: readonly RoadEdge[]): Flatbush {
    const tree = new Flatbush(edges.length)
    for (const { lngLats } of edges) {
      const xs = lngLats.map(([lng]) => lng * this.#perLng)
      const ys = lngLats.map(([, lat]) => lat * this.#perLat)
      tree.add(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys))
    }
    tree.finish()
    return tree
  }
}

/** By the roads' lines, not their stated lengths, which may be shorter. */
function fastestOf(edges: readonly RoadEdge[], seconds: Float64Array): number {
  let fastest = OFF_ROAD_METERS_PER_SECOND
  for (const [edge, { lngLats }] of edges.entries()) {
    let meters = 0
    for (let i = 1; i < lngLats.length; i++) meters += haversineDistanceMeters(lngLats[i - 1]!, lngLats[i]!)
    if (meters > 0) fastest = Math.max(fastest, meters / seconds[edge]!)
  }
  return fastest
}

/** The part of a line between two fractions of its length, backwards where `start` is the greater. */
function partOf(lngLats: readonly LngLat[], start: number, end: number): LngLat[] {
  const points = start <= end ? lngLats : lngLats.toReversed()
  const [low, high] = start <= end ? [start, end] : [1 - start, 1 - end]
  const { perLng, perLat } = metersPerDegree(points[0]![1])
  const lengths = points
    .slice(1)
    .map((point, i) => Math.hypot((point[0] - points[i]![0]) * perLng, (point[1] - points[i]![1]) * perLat))
  const whole = lengths.reduce((sum, length) => sum + length, 0)
  const part: LngLat[] = []
  let along = 0
  lengths.forEach((length, i) => {
    const [a, b] = [points[i]!, points[i + 1]!]
    const at = (meters: number): LngLat => {
      const t = length === 0 ? 0 : Math.min(1, Math.max(0, (meters - along) / length))
      return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
    }
    if (along + length >= low * whole && along <= high * whole) {
      if (part.length === 0) part.push(at(low * whole))
      part.push(at(high * whole))
    }
    along += length
  })
  return part
}
