import type { Mesh } from './mesh.ts'
import { isInside, type Point, signedArea } from './plane.ts'

/**
 * The union of faces: every edge with only one of them on its sides, chained into rings of vertex ids. Where two
 * corners touch in one vertex the ring turns so that it never crosses itself. Outer rings counter-clockwise with their
 * holes, in the order [outer, ...holes].
 */
export function outlineOf(mesh: Mesh, faces: readonly number[]): number[][][] {
  const members = new Set(faces)
  const nexts = new Map<number, number[]>()
  for (const face of faces) {
    const loop = mesh.faces[face]!
    for (let i = 0; i < loop.length; i++) {
      const a = loop[i]!
      const b = loop[(i + 1) % loop.length]!
      const other = mesh.leftOf(b, a)
      if (other !== undefined && members.has(other)) continue
      const list = nexts.get(a)
      if (list) list.push(b)
      else nexts.set(a, [b])
    }
  }
  const rings: number[][] = []
  for (const start of nexts.keys()) {
    while (nexts.get(start)!.length > 0) rings.push(chain(mesh, nexts, start))
  }
  return nest(mesh, rings)
}

function chain(mesh: Mesh, nexts: Map<number, number[]>, start: number): number[] {
  const ring: number[] = []
  let previous: number | undefined
  let vertex = start
  do {
    ring.push(vertex)
    const list = nexts.get(vertex)!
    const at = previous === undefined ? 0 : sharpestLeft(mesh, previous, vertex, list)
    const next = list.splice(at, 1)[0]!
    previous = vertex
    vertex = next
  } while (vertex !== start)
  return ring
}

/** Of several ways on, the leftmost keeps to the same polygon. */
function sharpestLeft(mesh: Mesh, previous: number, vertex: number, nexts: readonly number[]): number {
  if (nexts.length === 1) return 0
  const from = mesh.points[previous]!
  const at = mesh.points[vertex]!
  let best = 0
  for (let i = 1; i < nexts.length; i++) {
    if (isLeftOf(from, at, mesh.points[nexts[i]!]!, mesh.points[nexts[best]!]!)) best = i
  }
  return best
}

/** Whether going on to `a` turns further left than going on to `b`. */
function isLeftOf(from: Point, at: Point, a: Point, b: Point): boolean {
  const east = at[0] - from[0]
  const north = at[1] - from[1]
  const turn = (point: Point) => {
    const toEast = point[0] - at[0]
    const toNorth = point[1] - at[1]
    const length = Math.sqrt(toEast * toEast + toNorth * toNorth)
    const cosine = (east * toEast + north * toNorth) / length
    const sine = (east * toNorth - north * toEast) / length
    // Grows from a full right turn over straight on to a full left turn.
    return sine >= 0
      ? Math.sqrt(east * east + north * north) - cosine
      : cosine - Math.sqrt(east * east + north * north)
  }
  return turn(a) > turn(b)
}

function nest(mesh: Mesh, rings: readonly number[][]): number[][][] {
  const pointsOf = (ring: readonly number[]) => ring.map((vertex) => mesh.points[vertex]!)
  const outers = rings.filter((ring) => signedArea(pointsOf(ring)) > 0)
  const polygons = outers.map((ring) => [ring])
  for (const ring of rings) {
    if (signedArea(pointsOf(ring)) > 0) continue
    const corner =
      mesh.points[ring.find((vertex) => !outers.some((outer) => outer.includes(vertex))) ?? ring[0]!]!
    const home = polygons.find(([outer]) => isInside(corner, pointsOf(outer!))) ?? polygons[0]!
    home.push(ring)
  }
  return polygons
}
