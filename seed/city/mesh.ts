import type { Point } from './plane.ts'

/** What runs along an edge of the mesh. `none`: a mere border. */
export type EdgeClass =
  | 'expressway'
  | 'arterial'
  | 'collector'
  | 'lane'
  | 'rail'
  | 'bank'
  | 'centerline'
  | 'stream'
  | 'boundary'
  | 'none'
export type Edge = { readonly class: EdgeClass; readonly line: number }

const KEY_STRIDE = 2 ** 24

/**
 * A planar subdivision. Faces are loops of vertex ids, counter-clockwise; neighbours share vertices, never copies of
 * them, so there is no gap and no overlap by construction, whatever is split.
 */
export class Mesh {
  readonly points: Point[] = []
  readonly faces: number[][] = []
  /** Directed edge → the face on its left. */
  readonly #left = new Map<number, number>()
  readonly #edges = new Map<number, Edge>()

  addPoint(point: Point): number {
    // Centimeters: far above the rounding of the final coordinates, far below what anyone sees.
    this.points.push([Math.round(point[0] * 100) / 100, Math.round(point[1] * 100) / 100])
    return this.points.length - 1
  }

  addFace(loop: number[]): number {
    const face = this.faces.push(loop) - 1
    this.#claim(face)
    return face
  }

  #claim(face: number): void {
    const loop = this.faces[face]!
    for (let i = 0; i < loop.length; i++) {
      this.#left.set(loop[i]! * KEY_STRIDE + loop[(i + 1) % loop.length]!, face)
    }
  }

  setEdge(a: number, b: number, edge: Edge): void {
    this.#edges.set(Math.min(a, b) * KEY_STRIDE + Math.max(a, b), edge)
  }

  edge(a: number, b: number): Edge {
    const edge = this.#edges.get(Math.min(a, b) * KEY_STRIDE + Math.max(a, b))
    if (!edge) throw new Error(`No edge ${a}–${b}`)
    return edge
  }

  /** The face to the left of a→b, undefined outside. */
  leftOf(a: number, b: number): number | undefined {
    return this.#left.get(a * KEY_STRIDE + b)
  }

  ring(face: number): Point[] {
    return this.faces[face]!.map((vertex) => this.points[vertex]!)
  }

  /** Puts a vertex on edge a→b, in the loops of both sides. */
  splitEdge(a: number, b: number, point: Point): number {
    const vertex = this.addPoint(point)
    const edge = this.edge(a, b)
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const face = this.leftOf(from, to)
      if (face === undefined) continue
      const loop = this.faces[face]!
      const at = loop.findIndex((v, i) => v === from && loop[(i + 1) % loop.length] === to)
      loop.splice(at + 1, 0, vertex)
      this.#left.delete(from * KEY_STRIDE + to)
      this.#left.set(from * KEY_STRIDE + vertex, face)
      this.#left.set(vertex * KEY_STRIDE + to, face)
    }
    this.#edges.delete(Math.min(a, b) * KEY_STRIDE + Math.max(a, b))
    this.setEdge(a, vertex, edge)
    this.setEdge(vertex, b, edge)
    return vertex
  }

  /** Cuts a face along a path from its vertex `from` over `via` to its vertex `to`; returns the new face. */
  splitFace(face: number, from: number, via: readonly number[], to: number, edge: Edge): number {
    const loop = this.faces[face]!
    const start = loop.indexOf(from)
    const turned = [...loop.slice(start), ...loop.slice(0, start)]
    const end = turned.indexOf(to)
    const path = [from, ...via, to]
    for (let i = 1; i < path.length; i++) this.setEdge(path[i - 1]!, path[i]!, edge)
    this.faces[face] = [...turned.slice(0, end + 1), ...[...via].reverse()]
    const added = this.faces.push([...turned.slice(end), from, ...via]) - 1
    this.#claim(face)
    this.#claim(added)
    return added
  }

  /** Each undirected edge once, in a stable order. */
  *edgesOnce(): Generator<{ a: number; b: number; edge: Edge }> {
    for (const [key, edge] of this.#edges)
      yield { a: Math.floor(key / KEY_STRIDE), b: key % KEY_STRIDE, edge }
  }
}
