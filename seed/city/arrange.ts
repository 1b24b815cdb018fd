import { type EdgeClass, Mesh } from './mesh.ts'
import { between, distance, isInside, type Point, signedArea } from './plane.ts'

export type SkeletonLine = {
  readonly class: EdgeClass
  readonly points: readonly Point[]
  readonly name: string
  readonly nameEn: string
}

/** Crossings nearer than this to a bend move to the bend: no edge shorter than that. */
const SNAP_METERS = 6

/**
 * Turns lines that cross freely into a planar subdivision of what lies inside `boundary`: cut at crossings, loose ends
 * trimmed back to the last crossing. Edge `line` is the index in `lines`, -1 for the boundary.
 */
export function arrange(boundary: readonly Point[], lines: readonly SkeletonLine[]): Mesh {
  const segments = segmentsOf(boundary, lines)
  const mesh = new Mesh()
  const vertexAt = new Map<string, number>()
  const vertexOf = (point: Point): number => {
    const key = `${Math.round(point[0] * 10)},${Math.round(point[1] * 10)}`
    const known = vertexAt.get(key)
    if (known !== undefined) return known
    const vertex = mesh.addPoint(point)
    vertexAt.set(key, vertex)
    return vertex
  }
  const cuts: { share: number; point: Point }[][] = segments.map(({ a, b }) => [
    { share: 0, point: a },
    { share: 1, point: b },
  ])
  for (let i = 0; i < segments.length; i++) {
    for (let j = i + 1; j < segments.length; j++) {
      const first = segments[i]!
      const second = segments[j]!
      if (first.line === second.line) continue
      const hit = crossing(first.a, first.b, second.a, second.b)
      if (!hit) continue
      const point =
        [first.a, first.b, second.a, second.b].find((end) => distance(end, hit.point) < SNAP_METERS) ??
        hit.point
      cuts[i]!.push({ share: hit.firstShare, point })
      cuts[j]!.push({ share: hit.secondShare, point })
    }
  }
  const neighbors = new Map<number, Set<number>>()
  const link = (a: number, b: number) => neighbors.set(a, (neighbors.get(a) ?? new Set()).add(b))
  const edges = new Map<string, { a: number; b: number; class: EdgeClass; line: number }>()
  segments.forEach((segment, index) => {
    const chain = cuts[index]!.sort((x, y) => x.share - y.share).map(({ point }) => vertexOf(point))
    for (let i = 1; i < chain.length; i++) {
      const a = chain[i - 1]!
      const b = chain[i]!
      const key = `${Math.min(a, b)},${Math.max(a, b)}`
      if (a === b || edges.has(key)) continue
      const middle = between(mesh.points[a]!, mesh.points[b]!, 0.5)
      if (segment.line >= 0 && !isInside(middle, boundary)) continue
      edges.set(key, { a, b, class: segment.class, line: segment.line })
      link(a, b)
      link(b, a)
    }
  })
  trimLooseEnds(neighbors)
  dropSlivers(mesh.points, neighbors, (a, b) => edges.get(`${Math.min(a, b)},${Math.max(a, b)}`)!.class)
  for (const { a, b, class: edgeClass, line } of edges.values()) {
    if (neighbors.get(a)?.has(b)) mesh.setEdge(a, b, { class: edgeClass, line })
  }
  for (const loop of facesOf(mesh.points, neighbors)) mesh.addFace(loop)
  return mesh
}

type Segment = { a: Point; b: Point; class: EdgeClass; line: number }

function segmentsOf(boundary: readonly Point[], lines: readonly SkeletonLine[]): Segment[] {
  const segments: Segment[] = boundary.map((a, i) => ({
    a,
    b: boundary[(i + 1) % boundary.length]!,
    class: 'boundary',
    line: -1,
  }))
  lines.forEach((line, index) => {
    for (let i = 1; i < line.points.length; i++) {
      segments.push({ a: line.points[i - 1]!, b: line.points[i]!, class: line.class, line: index })
    }
  })
  return segments
}

function crossing(a: Point, b: Point, c: Point, d: Point) {
  const abEast = b[0] - a[0]
  const abNorth = b[1] - a[1]
  const cdEast = d[0] - c[0]
  const cdNorth = d[1] - c[1]
  const cross = abEast * cdNorth - abNorth * cdEast
  if (cross === 0) return undefined
  const firstShare = ((c[0] - a[0]) * cdNorth - (c[1] - a[1]) * cdEast) / cross
  const secondShare = ((c[0] - a[0]) * abNorth - (c[1] - a[1]) * abEast) / cross
  if (firstShare < 0 || firstShare > 1 || secondShare < 0 || secondShare > 1) return undefined
  return { firstShare, secondShare, point: between(a, b, firstShare) }
}

function trimLooseEnds(neighbors: Map<number, Set<number>>): void {
  const loose = [...neighbors.keys()].filter((vertex) => neighbors.get(vertex)!.size === 1)
  for (let vertex = loose.pop(); vertex !== undefined; vertex = loose.pop()) {
    const around = neighbors.get(vertex)!
    for (const other of around) {
      const back = neighbors.get(other)!
      back.delete(vertex)
      if (back.size === 1) loose.push(other)
    }
    around.clear()
  }
}

/** Corners cut off where three lines almost meet; no place to stand. */
const SLIVER_SQUARE_METERS = 3000
const lasting: ReadonlySet<EdgeClass> = new Set(['boundary', 'bank', 'centerline', 'rail', 'expressway'])

/** Takes out the longest road of each sliver, so that it falls to its neighbour. */
function dropSlivers(
  points: readonly Point[],
  neighbors: Map<number, Set<number>>,
  classOf: (a: number, b: number) => EdgeClass,
): void {
  for (let round = 0; round < 30; round++) {
    const sliver = facesOf(points, neighbors).find(
      (loop) => signedArea(loop.map((vertex) => points[vertex]!)) < SLIVER_SQUARE_METERS,
    )
    if (!sliver) return
    let longest: readonly [number, number] | undefined
    sliver.forEach((a, i) => {
      const b = sliver[(i + 1) % sliver.length]!
      if (lasting.has(classOf(a, b))) return
      if (!longest || distance(points[a]!, points[b]!) > distance(points[longest[0]]!, points[longest[1]]!)) {
        longest = [a, b]
      }
    })
    if (!longest) return
    neighbors.get(longest[0])!.delete(longest[1])
    neighbors.get(longest[1])!.delete(longest[0])
    trimLooseEnds(neighbors)
  }
}

/** Loops with the face on their left; the outer one, which runs clockwise, is dropped. */
function facesOf(points: readonly Point[], neighbors: ReadonlyMap<number, ReadonlySet<number>>): number[][] {
  const around = new Map<number, number[]>()
  for (const [vertex, others] of neighbors) {
    around.set(
      vertex,
      [...others].sort((a, b) => byAngle(points[vertex]!, points[a]!, points[b]!)),
    )
  }
  const seen = new Set<string>()
  const loops: number[][] = []
  for (const [start, others] of around) {
    for (const second of others) {
      if (seen.has(`${start},${second}`)) continue
      const loop: number[] = []
      let from = start
      let to = second
      while (!seen.has(`${from},${to}`)) {
        seen.add(`${from},${to}`)
        loop.push(from)
        const turn = around.get(to)!
        const next = turn[(turn.indexOf(from) - 1 + turn.length) % turn.length]!
        from = to
        to = next
      }
      if (signedArea(loop.map((vertex) => points[vertex]!)) > 0) loops.push(loop)
    }
  }
  return loops
}

/** Counter-clockwise from east, by half plane and cross product: no arctangent. */
function byAngle(center: Point, a: Point, b: Point): number {
  const half = (point: Point) =>
    point[1] > center[1] || (point[1] === center[1] && point[0] > center[0]) ? 0 : 1
  const halves = half(a) - half(b)
  if (halves !== 0) return halves
  return -((a[0] - center[0]) * (b[1] - center[1]) - (a[1] - center[1]) * (b[0] - center[0]))
}
