import type { BundleRoads } from '../../server/exchange/bundle.ts'
import type { Layout, RoadRun } from './layout.ts'
import { chooseOneWays, joinedRoads } from './one-ways.ts'
import { distance, type Point, toLngLat } from './plane.ts'

export type RoadGraph = {
  readonly roads: BundleRoads
  readonly oneWays: ReadonlySet<RoadRun>
  readonly points: readonly Point[]
  /** By point: the points that it leads to. */
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
  const roads = runs.filter((run) => run.class !== 'rail')
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
  for (const run of roads) {
    for (let i = 1; i < run.vertices.length; i++) {
      const from = point(run.vertices[i - 1]!)
      const to = point(run.vertices[i]!)
      if (run.class === 'expressway') continue
      around[from]!.push(to)
      around[to]!.push(from)
    }
  }
  const oneWays = chooseOneWays(layout, runs)
  return { roads: fromCrossingToCrossing(layout, joinedRoads(runs), oneWays), oneWays, points, around }
}

function fromCrossingToCrossing(
  layout: Layout,
  runs: readonly RoadRun[],
  oneWays: ReadonlySet<RoadRun>,
): BundleRoads {
  const ends = new Map<number, number>()
  for (const { vertices } of runs) {
    vertices.forEach((vertex, i) => {
      const legs = i === 0 || i === vertices.length - 1 ? 1 : 2
      ends.set(vertex, (ends.get(vertex) ?? 0) + legs)
    })
  }
  const nodeOf = new Map<number, number>()
  const nodes: BundleRoads['nodes'][number][] = []
  const node = (vertex: number): number => {
    const known = nodeOf.get(vertex)
    if (known !== undefined) return known
    const added = nodes.push(toLngLat(layout.mesh.points[vertex]!)) - 1
    nodeOf.set(vertex, added)
    return added
  }
  const edges: BundleRoads['edges'][number][] = []
  for (const run of runs) {
    const { freeKph, peakKph } = speeds[run.class]!
    let start = 0
    let lengthMeters = 0
    for (let i = 1; i < run.vertices.length; i++) {
      lengthMeters += distance(run.points[i - 1]!, run.points[i]!)
      const isNode = i === run.vertices.length - 1 || ends.get(run.vertices[i]!) !== 2
      if (!isNode) continue
      edges.push({
        from: node(run.vertices[start]!),
        to: node(run.vertices[i]!),
        lengthMeters: Math.round(lengthMeters * 10) / 10,
        class: run.class,
        name: run.name,
        nameEn: run.nameEn,
        isOneWay: oneWays.has(run),
        freeKph,
        peakKph,
        lngLats: run.points.slice(start, i + 1).map(toLngLat),
      })
      start = i
      lengthMeters = 0
    }
  }
  return { nodes, edges }
}
