import type { BundleRoads } from '../../server/exchange/bundle.ts'
import { type Interchanges, planInterchanges } from './interchanges.ts'
import type { Layout, RoadRun } from './layout.ts'
import type { Name } from './names.ts'
import { chooseOneWays, joinedStreets } from './one-ways.ts'
import { between, distance, type Point, toLngLat } from './plane.ts'

export type RoadGraph = {
  readonly roads: BundleRoads
  readonly interchanges: Interchanges
  readonly oneWays: ReadonlySet<RoadRun>
  /** Of the streets, without expressways and ramps. */
  readonly points: readonly Point[]
  /** By point: the points that one may drive to from it. */
  readonly around: readonly (readonly number[])[]
}

const speeds: Readonly<Record<string, { readonly freeKph: number; readonly peakKph: number }>> = {
  expressway: { freeKph: 80, peakKph: 45 },
  ramp: { freeKph: 40, peakKph: 25 },
  arterial: { freeKph: 50, peakKph: 26 },
  collector: { freeKph: 40, peakKph: 24 },
  lane: { freeKph: 24, peakKph: 16 },
}

/** The same roads twice: vertex by vertex for what moves along them, and from crossing to crossing as data. */
export function buildRoadGraph(layout: Layout, runs: readonly RoadRun[]): RoadGraph {
  const oneWays = chooseOneWays(layout, runs)
  const interchanges = planInterchanges(layout, runs)
  const streets = joinedStreets(runs)
  return {
    roads: fromCrossingToCrossing(waysOf(layout, streets, oneWays, interchanges)),
    interchanges,
    oneWays,
    ...vertexByVertex(layout, streets, oneWays),
  }
}

function vertexByVertex(
  layout: Layout,
  streets: readonly RoadRun[],
  oneWays: ReadonlySet<RoadRun>,
): Pick<RoadGraph, 'points' | 'around'> {
  const pointOf = new Map<number, number>()
  const points: Point[] = []
  const around: number[][] = []
  const point = (vertex: number): number => {
    const known = pointOf.get(vertex)
    if (known !== undefined) return known
    const added = points.push(layout.mesh.points[vertex]!) - 1
    pointOf.set(vertex, added)
    around.push([])
    return added
  }
  for (const run of streets) {
    for (let i = 1; i < run.vertices.length; i++) {
      const from = point(run.vertices[i - 1]!)
      const to = point(run.vertices[i]!)
      around[from]!.push(to)
      if (!oneWays.has(run)) around[to]!.push(from)
    }
  }
  return { points, around }
}

/** A point that roads share where it has the same key. */
type Stop = { readonly key: string; readonly at: Point }
type Way = Name & { readonly class: string; readonly isOneWay: boolean; readonly stops: readonly Stop[] }

/** Everything that is driven on, as lines that meet in stops: streets where they cross, expressways only at their ramps. */
function waysOf(
  layout: Layout,
  streets: readonly RoadRun[],
  oneWays: ReadonlySet<RoadRun>,
  { carriageways, ramps }: Interchanges,
): Way[] {
  // A piece of main road that hangs on nothing else leads nowhere.
  const joined = new Set(streets)
  const open = ramps.map((ramp, index) => ({ ...ramp, index })).filter(({ run }) => joined.has(run))
  const ways: Way[] = streets.map((run) => ({
    name: run.name,
    nameEn: run.nameEn,
    class: run.class,
    isOneWay: oneWays.has(run),
    stops: withStops(
      run.vertices.map((vertex) => ({ key: `v${vertex}`, at: layout.mesh.points[vertex]! })),
      open
        .filter((ramp) => ramp.run === run)
        .map(({ index, alongRunMeters }) => ({ key: `r${index}`, meters: alongRunMeters })),
    ),
  }))
  carriageways.forEach((pair, expressway) => {
    pair.forEach((carriageway, side) => {
      const last = carriageway.points.length - 1
      const stops = carriageway.points.map((at, i): Stop => {
        // Where it leaves the map one may turn round.
        const end = i === 0 ? side : i === last ? 1 - side : undefined
        return { key: end === undefined ? `e${expressway}-${side}-${i}` : `e${expressway}-end${end}`, at }
      })
      const exits = open
        .filter((ramp) => ramp.carriageway === carriageway)
        .map(({ index, alongCarriagewayMeters }) => ({ key: `x${index}`, meters: alongCarriagewayMeters }))
      const { name, nameEn } = carriageway
      ways.push({ name, nameEn, class: 'expressway', isOneWay: true, stops: withStops(stops, exits) })
    })
  })
  const placed = new Map(ways.flatMap(({ stops }) => stops.map(({ key, at }) => [key, at] as const)))
  for (const { name, nameEn, points, index, isExit } of open) {
    const [first, last] = isExit ? [`x${index}`, `r${index}`] : [`r${index}`, `x${index}`]
    const stops = points.map((at, i): Stop => {
      const key = i === 0 ? first : i === points.length - 1 ? last : undefined
      return key === undefined ? { key: `p${index}-${i}`, at } : { key, at: placed.get(key)! }
    })
    ways.push({ name, nameEn, class: 'ramp', isOneWay: true, stops })
  }
  return ways
}

/** Puts further stops on a line, so many meters from its start. */
function withStops(
  line: readonly Stop[],
  further: readonly { readonly key: string; readonly meters: number }[],
): Stop[] {
  const left = further.toSorted((a, b) => a.meters - b.meters)
  const stops: Stop[] = line.slice(0, 1)
  let passed = 0
  for (let i = 1; i < line.length; i++) {
    const [from, to] = [line[i - 1]!.at, line[i]!.at]
    const length = distance(from, to)
    while (left[0] && left[0].meters <= passed + length) {
      const { key, meters } = left.shift()!
      stops.push({ key, at: between(from, to, length === 0 ? 0 : (meters - passed) / length) })
    }
    stops.push(line[i]!)
    passed += length
  }
  return stops
}

function fromCrossingToCrossing(ways: readonly Way[]): BundleRoads {
  const ends = new Map<string, number>()
  for (const { stops } of ways) {
    stops.forEach(({ key }, i) => {
      const legs = i === 0 || i === stops.length - 1 ? 1 : 2
      ends.set(key, (ends.get(key) ?? 0) + legs)
    })
  }
  const nodeOf = new Map<string, number>()
  const nodes: BundleRoads['nodes'][number][] = []
  const node = ({ key, at }: Stop): number => {
    const known = nodeOf.get(key)
    if (known !== undefined) return known
    const added = nodes.push(toLngLat(at)) - 1
    nodeOf.set(key, added)
    return added
  }
  const edges: BundleRoads['edges'][number][] = []
  for (const { stops, class: roadClass, name, nameEn, isOneWay } of ways) {
    const { freeKph, peakKph } = speeds[roadClass]!
    let start = 0
    let lengthMeters = 0
    for (let i = 1; i < stops.length; i++) {
      lengthMeters += distance(stops[i - 1]!.at, stops[i]!.at)
      const isNode = i === stops.length - 1 || ends.get(stops[i]!.key) !== 2
      if (!isNode) continue
      edges.push({
        from: node(stops[start]!),
        to: node(stops[i]!),
        lengthMeters: Math.round(lengthMeters * 10) / 10,
        class: roadClass,
        name,
        nameEn,
        isOneWay,
        freeKph,
        peakKph,
        lngLats: stops.slice(start, i + 1).map(({ at }) => toLngLat(at)),
      })
      start = i
      lengthMeters = 0
    }
  }
  return { nodes, edges }
}
