import { insertCorner, type Mesh } from './border-edits.ts'
import type { LngLat, MultiPolygonCoordinates, Ring } from './lng-lat.ts'
import { metersPerDegree } from './meters-per-degree.ts'
import { sideOfPolygon } from './point-in-polygon.ts'
import { validatePolygon } from './validate-polygon.ts'

/** A cut that ends closer than this to a corner ends in the corner: nobody wants a border of half a meter. */
const CORNER_REACH_METERS = 1

export type Split =
  | {
      readonly ok: true
      /** The mesh with the first half in the cell's place; neighbours have the ends of the cut as corners. */
      readonly mesh: readonly MultiPolygonCoordinates[]
      readonly second: MultiPolygonCoordinates
    }
  | {
      readonly ok: false
      readonly reason: 'does-not-cross' | 'crosses-often' | 'crosses-hole' | 'crosses-itself' | 'many-parts'
      readonly at?: LngLat
    }

type Cut = { readonly edge: number; readonly at: LngLat; readonly along: number; readonly isCorner: boolean }

/**
 * Splits one cell of a mesh by a line that enters and leaves it once. Both halves together are the cell, and the
 * cells beside it keep sharing their borders edge by edge.
 *
 * @param line two positions or more; its ends lie outside the cell or on its border
 * @example splitCell([cell], 0, [[118.805, 31.89], [118.805, 31.93]]) // { ok: true, … }
 */
export function splitCell(mesh: Mesh, index: number, line: readonly LngLat[]): Split {
  const cell = mesh[index]
  if (cell?.length !== 1) return { ok: false, reason: 'many-parts' }
  const [outer, ...holes] = cell[0]!
  if (!outer) return { ok: false, reason: 'does-not-cross' }
  const cuts = cutsOf(outer, line)
  const [first, second, third] = cuts
  if (!first || !second) return { ok: false, reason: 'does-not-cross', ...(first && { at: first.at }) }
  if (third) return { ok: false, reason: 'crosses-often', at: third.at }
  const between = line.slice(Math.floor(first.along) + 1, Math.ceil(second.along))
  const path = withoutRepeats([first.at, ...between, second.at])
  const inner = path.length > 2 ? path[1]! : middleOf(first.at, second.at)
  if (sideOfPolygon([[outer]], inner[0], inner[1]) !== 'inside')
    return { ok: false, reason: 'does-not-cross', at: first.at }
  for (const hole of holes) {
    const met = cutsOf(hole, path)[0]
    if (met) return { ok: false, reason: 'crosses-hole', at: met.at }
  }
  const noded = [first, second].reduce(
    (rings, { edge, at, isCorner }) =>
      isCorner ? rings : insertCorner(rings, outer[edge]!, outer[edge + 1]!, at),
    nodedTwice(mesh, outer, first, second),
  )
  const ring = noded[index]![0]![0]!
  const halves = [
    [...stretch(ring, first.at, second.at), ...path.toReversed().slice(1)],
    [...stretch(ring, second.at, first.at), ...path.slice(1)],
  ].map((half) => withHoles(half, holes))
  for (const half of halves) {
    const validity = validatePolygon(half)
    if (!validity.ok) return { ok: false, reason: 'crosses-itself', ...(validity.at && { at: validity.at }) }
  }
  return { ok: true, mesh: noded.with(index, halves[0]!), second: halves[1]! }
}

/** Both cuts on one edge: the second is put in first, or else that edge is gone when its turn comes. */
function nodedTwice(mesh: Mesh, outer: Ring, first: Cut, second: Cut): MultiPolygonCoordinates[] {
  if (first.edge !== second.edge || first.isCorner || second.isCorner) return [...mesh]
  const [a, b] = [outer[first.edge]!, outer[first.edge + 1]!]
  const isFirstNearer = distance(a, first.at) < distance(a, second.at)
  const [near, far] = isFirstNearer ? [first.at, second.at] : [second.at, first.at]
  return insertCorner(insertCorner(mesh, a, b, near), near, b, far)
}

/** Where the line meets the ring, in the line's order; positions that count twice are given once. */
function cutsOf(ring: Ring, line: readonly LngLat[]): Cut[] {
  const cuts: Cut[] = []
  for (let i = 1; i < line.length; i++) {
    for (let edge = 0; edge + 1 < ring.length; edge++) {
      const met = meet(line[i - 1]!, line[i]!, ring[edge]!, ring[edge + 1]!)
      if (!met) continue
      const corner = [ring[edge]!, ring[edge + 1]!].find((at) => isNear(at, met.at))
      cuts.push({ edge, at: corner ?? met.at, along: i - 1 + met.t, isCorner: corner !== undefined })
    }
  }
  cuts.sort((a, b) => a.along - b.along)
  return cuts.filter((cut, i) => cuts.findIndex(({ at }) => at[0] === cut.at[0] && at[1] === cut.at[1]) === i)
}

function meet(p: LngLat, q: LngLat, a: LngLat, b: LngLat): { at: LngLat; t: number } | undefined {
  const [px, py, ax, ay] = [q[0] - p[0], q[1] - p[1], b[0] - a[0], b[1] - a[1]]
  const cross = px * ay - py * ax
  if (cross === 0) return undefined
  const t = ((a[0] - p[0]) * ay - (a[1] - p[1]) * ax) / cross
  const u = ((a[0] - p[0]) * py - (a[1] - p[1]) * px) / cross
  if (t < 0 || t > 1 || u < 0 || u > 1) return undefined
  return { at: [a[0] + u * ax, a[1] + u * ay], t }
}

function isNear(a: LngLat, b: LngLat): boolean {
  const { perLng, perLat } = metersPerDegree(a[1])
  return Math.hypot((a[0] - b[0]) * perLng, (a[1] - b[1]) * perLat) < CORNER_REACH_METERS
}

function distance(a: LngLat, b: LngLat): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1])
}

function middleOf(a: LngLat, b: LngLat): LngLat {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
}

function withoutRepeats(line: readonly LngLat[]): LngLat[] {
  return line.filter((at, i) => i === 0 || at[0] !== line[i - 1]![0] || at[1] !== line[i - 1]![1])
}

/** The ring's positions from one to another, both included. */
function stretch(ring: Ring, from: LngLat, to: LngLat): LngLat[] {
  const open = ring.slice(0, -1)
  const start = open.findIndex((at) => at[0] === from[0] && at[1] === from[1])
  const turned = [...open.slice(start), ...open.slice(0, start)]
  const end = turned.findIndex((at) => at[0] === to[0] && at[1] === to[1])
  return turned.slice(0, end + 1)
}

function withHoles(outer: Ring, holes: readonly Ring[]): MultiPolygonCoordinates {
  const own = holes.filter((hole) => {
    const [lng, lat] = hole[0]!
    return sideOfPolygon([[outer]], lng, lat) === 'inside'
  })
  return [[outer, ...own]]
}
