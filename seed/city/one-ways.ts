import type { Layout, RoadRun } from './layout.ts'

/** Of ten lanes of the old town, so many may be driven in one direction only. */
const TENTHS = 6

/**
 * Narrow lanes that are driven in one direction, that of the run: in the old town, as many as leave every place
 * reachable from every other one.
 */
export function chooseOneWays(layout: Layout, runs: readonly RoadRun[]): ReadonlySet<RoadRun> {
  const isOldTown = (run: RoadRun) => {
    const [a, b] = [run.vertices[0]!, run.vertices[1]!]
    const sides = [layout.mesh.leftOf(a, b), layout.mesh.leftOf(b, a)]
    return sides.every((face) => face !== undefined && layout.zones[face] === 'old_town')
  }
  const chosen = new Set(
    runs.filter((run) => run.class === 'lane' && run.line % 10 < TENTHS && !run.isBridge && isOldTown(run)),
  )
  const roads = runs.filter(isStreet)
  for (;;) {
    const stranded = strandedBy(roads, chosen)
    const freed = [...chosen].filter(({ vertices }) => vertices.some((vertex) => stranded.has(vertex)))
    if (freed.length === 0) return chosen
    for (const run of freed) chosen.delete(run)
  }
}

/** The places that one cannot get to, or not away from, though a road leads there. */
function strandedBy(roads: readonly RoadRun[], oneWays: ReadonlySet<RoadRun>): Set<number> {
  const ahead = new Map<number, number[]>()
  const back = new Map<number, number[]>()
  const link = (links: Map<number, number[]>, from: number, to: number) => {
    const list = links.get(from)
    if (list) list.push(to)
    else links.set(from, [to])
  }
  for (const run of roads) {
    for (let i = 1; i < run.vertices.length; i++) {
      const [a, b] = [run.vertices[i - 1]!, run.vertices[i]!]
      link(ahead, a, b)
      link(back, b, a)
      if (oneWays.has(run)) continue
      link(ahead, b, a)
      link(back, a, b)
    }
  }
  const root = roads.find((run) => run.class === 'arterial')!.vertices[0]!
  const reached = walk(root, (vertex) => ahead.get(vertex) ?? [])
  const reaching = walk(root, (vertex) => back.get(vertex) ?? [])
  const joined = walk(root, (vertex) => [...(ahead.get(vertex) ?? []), ...(back.get(vertex) ?? [])])
  return new Set([...joined].filter((vertex) => !reached.has(vertex) || !reaching.has(vertex)))
}

/** What runs on the ground and may be turned into at every crossing: an expressway passes above. */
function isStreet({ class: roadClass }: RoadRun): boolean {
  return roadClass !== 'rail' && roadClass !== 'expressway'
}

/** The streets that hang together; what is left out is a piece of road between two edges of the drawing. */
export function joinedStreets(runs: readonly RoadRun[]): RoadRun[] {
  const roads = runs.filter(isStreet)
  const byVertex = new Map<number, RoadRun[]>()
  for (const run of roads) {
    for (const vertex of run.vertices) byVertex.set(vertex, [...(byVertex.get(vertex) ?? []), run])
  }
  const root = roads.find((run) => run.class === 'arterial')!.vertices[0]!
  const joined = walk(root, (vertex) => (byVertex.get(vertex) ?? []).flatMap(({ vertices }) => vertices))
  return roads.filter(({ vertices }) => joined.has(vertices[0]!))
}

function walk(root: number, next: (vertex: number) => readonly number[]): Set<number> {
  const seen = new Set([root])
  const open = [root]
  for (let vertex = open.pop(); vertex !== undefined; vertex = open.pop()) {
    for (const other of next(vertex)) {
      if (seen.has(other)) continue
      seen.add(other)
      open.push(other)
    }
  }
  return seen
}
