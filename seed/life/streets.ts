import { between, direction, distance, distanceToSegment, type Point } from '../city/plane.ts'
import type { RoadGraph } from '../city/road-graph.ts'

/** A place on a road: so many meters from node `from` toward the neighboring node `to`. */
export type RoadPlace = { readonly from: number; readonly to: number; readonly meters: number }

/** A way along the roads: it starts `startMeters` into its first edge and ends `endMeters` into its last. */
export type Route = {
  /** At least two nodes; each and the next are neighbors. */
  readonly nodes: readonly number[]
  readonly startMeters: number
  readonly endMeters: number
  readonly lengthMeters: number
}

/** The roads a unit may drive: the largest connected part of the graph, without expressways and rails. */
export class Streets {
  readonly points: readonly Point[]
  readonly around: RoadGraph['around']
  readonly #edges: readonly (readonly [number, number])[]

  constructor({ points, around }: Pick<RoadGraph, 'points' | 'around'>) {
    this.points = points
    this.around = around
    this.#edges = largestPart(around).flatMap((from) =>
      around[from]!.filter((to) => from < to).map((to) => [from, to] as const),
    )
  }

  pointAt({ from, to, meters }: RoadPlace): Point {
    const length = this.lengthOf(from, to)
    return between(this.points[from]!, this.points[to]!, length === 0 ? 0 : meters / length)
  }

  lengthOf(from: number, to: number): number {
    return distance(this.points[from]!, this.points[to]!)
  }

  /** The place on a road that is nearest to a point. */
  nearest(at: Point): RoadPlace {
    let best = this.#edges[0]!
    let bestMeters = Number.POSITIVE_INFINITY
    for (const edge of this.#edges) {
      const meters = distanceToSegment(at, this.points[edge[0]]!, this.points[edge[1]]!)
      if (meters < bestMeters) {
        best = edge
        bestMeters = meters
      }
    }
    const [from, to] = best
    return { from, to, meters: alongMeters(at, this.points[from]!, this.points[to]!) }
  }

  /** A place within so many meters of a point, anywhere where there is none. */
  someNear(at: Point, maxMeters: number, pick: <T>(items: readonly T[]) => T): RoadPlace {
    const near = this.#edges.filter(([from]) => distance(this.points[from]!, at) < maxMeters)
    const [from, to] = pick(near.length > 0 ? near : this.#edges)
    return { from, to, meters: this.lengthOf(from, to) / 2 }
  }

  /** The shortest way, or undefined where the roads do not meet. */
  findRoute(start: RoadPlace, goal: RoadPlace): Route | undefined {
    const along = alongOneEdge(this.lengthOf(start.from, start.to), start, goal)
    const ways = shortestWays(this, start)
    const [endNode, endMeters] = this.#bestEnd(ways.meters, goal)
    const lengthMeters = ways.meters[endNode]! + endMeters
    if (along && along.lengthMeters <= lengthMeters) return along
    if (!Number.isFinite(lengthMeters)) return undefined
    const nodes = [endNode === goal.from ? goal.to : goal.from]
    for (let node = endNode; node !== -1; node = ways.previous[node]!) nodes.push(node)
    const first = nodes.at(-1)!
    nodes.push(first === start.to ? start.from : start.to)
    const startMeters = first === start.to ? start.meters : this.lengthOf(start.from, start.to) - start.meters
    return { nodes: nodes.reverse(), startMeters, endMeters, lengthMeters }
  }

  #bestEnd(meters: Float64Array, goal: RoadPlace): [node: number, meters: number] {
    const rest = this.lengthOf(goal.from, goal.to) - goal.meters
    return meters[goal.from]! + goal.meters <= meters[goal.to]! + rest
      ? [goal.from, goal.meters]
      : [goal.to, rest]
  }
}

/** How far from `from` toward `to` one is nearest to a point; never before the one or beyond the other. */
function alongMeters(at: Point, from: Point, to: Point): number {
  const length = distance(from, to)
  if (length === 0) return 0
  const [east, north] = direction(from, to)
  const meters = (at[0] - from[0]) * east + (at[1] - from[1]) * north
  return Math.min(length, Math.max(0, meters))
}

function alongOneEdge(length: number, start: RoadPlace, goal: RoadPlace): Route | undefined {
  const isSame = start.from === goal.from && start.to === goal.to
  if (!isSame && !(start.from === goal.to && start.to === goal.from)) return undefined
  const end = isSame ? goal.meters : length - goal.meters
  const isForward = end >= start.meters
  return {
    nodes: isForward ? [start.from, start.to] : [start.to, start.from],
    startMeters: isForward ? start.meters : length - start.meters,
    endMeters: isForward ? end : length - end,
    lengthMeters: Math.abs(end - start.meters),
  }
}

/** Dijkstra from both ends of the starting edge; `previous` is -1 at these. */
function shortestWays(
  streets: Streets,
  start: RoadPlace,
): { readonly meters: Float64Array; readonly previous: Int32Array } {
  const meters = new Float64Array(streets.points.length).fill(Number.POSITIVE_INFINITY)
  const previous = new Int32Array(streets.points.length).fill(-1)
  const queue = new Queue()
  const reach = (node: number, cost: number, by: number) => {
    if (cost >= meters[node]!) return
    meters[node] = cost
    previous[node] = by
    queue.push(node, cost)
  }
  reach(start.from, start.meters, -1)
  reach(start.to, streets.lengthOf(start.from, start.to) - start.meters, -1)
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [node, cost] = next
    if (cost > meters[node]!) continue
    for (const other of streets.around[node]!) reach(other, cost + streets.lengthOf(node, other), node)
  }
  return { meters, previous }
}

/** A binary heap: the least cost comes out first. */
class Queue {
  readonly #heap: [node: number, cost: number][] = []

  push(node: number, cost: number): void {
    const heap = this.#heap
    let at = heap.push([node, cost]) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (heap[parent]![1] <= cost) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = [node, cost]
  }

  pop(): readonly [node: number, cost: number] | undefined {
    const heap = this.#heap
    const top = heap[0]
    const last = heap.pop()
    if (!top || !last || heap.length === 0) return top
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && heap[child + 1]![1] < heap[child]![1]) child++
      if (heap[child]![1] >= last[1]) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = last
    return top
  }
}

function largestPart(around: RoadGraph['around']): number[] {
  const isSeen = new Uint8Array(around.length)
  let largest: number[] = []
  for (let first = 0; first < around.length; first++) {
    if (isSeen[first]) continue
    isSeen[first] = 1
    const part = [first]
    for (let i = 0; i < part.length; i++)
      for (const node of around[part[i]!]!)
        if (!isSeen[node]) {
          isSeen[node] = 1
          part.push(node)
        }
    if (part.length > largest.length) largest = part
  }
  return largest
}
