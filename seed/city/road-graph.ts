import type { SeededCity } from '../contract.ts'
import type { Layout, RoadRun } from './layout.ts'
import { distance, type Point, toLngLat } from './plane.ts'

export type RoadGraph = {
  readonly data: SeededCity['roadGraph']
  readonly points: readonly Point[]
  /** By node: the nodes it leads to. */
  readonly around: readonly (readonly number[])[]
}

export function buildRoadGraph(layout: Layout, runs: readonly RoadRun[]): RoadGraph {
  const nodeOf = new Map<number, number>()
  const points: Point[] = []
  const around: number[][] = []
  const node = (vertex: number): number => {
    const known = nodeOf.get(vertex)
    if (known !== undefined) return known
    const added = points.push(layout.mesh.points[vertex]!) - 1
    nodeOf.set(vertex, added)
    around.push([])
    return added
  }
  const edges: SeededCity['roadGraph']['edges'][number][] = []
  for (const run of runs) {
    if (run.class === 'rail') continue
    for (let i = 1; i < run.vertices.length; i++) {
      const from = node(run.vertices[i - 1]!)
      const to = node(run.vertices[i]!)
      const lengthMeters = Math.round(distance(points[from]!, points[to]!) * 10) / 10
      edges.push({ from, to, lengthMeters, class: run.isBridge ? 'bridge' : run.class, name: run.name })
      if (run.class === 'expressway') continue
      around[from]!.push(to)
      around[to]!.push(from)
    }
  }
  return { data: { nodes: points.map(toLngLat), edges }, points, around }
}
