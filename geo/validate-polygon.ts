import { orient2d } from 'robust-predicates'
import { isLngLat, type LngLat, type MultiPolygonCoordinates, type PolygonCoordinates } from './lng-lat.ts'
import { sideOfPolygon } from './point-in-polygon.ts'

/** Why a shape cannot be used, and where to show it on the map. */
export type PolygonFault = {
  readonly reason:
    | 'empty'
    | 'not-a-position'
    | 'not-closed'
    | 'too-few-positions'
    | 'self-crossing'
    | 'rings-cross'
    | 'hole-outside'
    | 'parts-overlap'
  readonly at?: LngLat
}

export type PolygonValidity = { readonly ok: true } | ({ readonly ok: false } & PolygonFault)

type Edge = {
  readonly a: LngLat
  readonly b: LngLat
  readonly part: number
  readonly ring: number
  readonly index: number
  readonly ringLength: number
}

/**
 * Checks a shape as it is drawn or imported: closed rings of longitudes and latitudes that neither cross themselves
 * nor each other, holes inside their outer ring, parts apart. Crossings are decided exactly. Not found: holes that
 * touch so that they cut the inside in two, which `ST_IsValid` also refuses.
 *
 * @example validatePolygon([[[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]]) // { ok: false, reason: 'self-crossing', at: [0.5, 0.5] }
 */
export function validatePolygon(polygons: MultiPolygonCoordinates): PolygonValidity {
  const fault = findBadRing(polygons) ?? findCrossing(polygons) ?? findMisplaced(polygons)
  return fault ? { ok: false, ...fault } : { ok: true }
}

function findBadRing(polygons: MultiPolygonCoordinates): PolygonFault | undefined {
  if (polygons.length === 0) return { reason: 'empty' }
  for (const polygon of polygons) {
    if (polygon.length === 0) return { reason: 'empty' }
    for (const ring of polygon) {
      const first = ring[0]
      const last = ring[ring.length - 1]
      if (!first || !last) return { reason: 'empty' }
      const bad = ring.find(([lng, lat]) => !isLngLat(lng, lat))
      if (bad) return { reason: 'not-a-position', at: bad }
      if (first[0] !== last[0] || first[1] !== last[1]) return { reason: 'not-closed', at: last }
      const distinct = new Set(ring.map(([lng, lat]) => `${lng} ${lat}`))
      if (distinct.size < 3) return { reason: 'too-few-positions', at: first }
    }
  }
  return undefined
}

/** Edges without those of no length, so that neighbours in the list are neighbours in the ring. */
function edgesOf(polygons: MultiPolygonCoordinates): Edge[] {
  const edges: Edge[] = []
  for (const [part, polygon] of polygons.entries()) {
    for (const [ring, positions] of polygon.entries()) {
      const distinct = positions.filter(
        ([lng, lat], i) => i === 0 || lng !== positions[i - 1]![0] || lat !== positions[i - 1]![1],
      )
      const ringLength = distinct.length - 1
      for (let index = 0; index < ringLength; index++) {
        edges.push({ a: distinct[index]!, b: distinct[index + 1]!, part, ring, index, ringLength })
      }
    }
  }
  return edges
}

/** Sweeps the edges from west to east and tests those whose boxes meet. */
function findCrossing(polygons: MultiPolygonCoordinates): PolygonFault | undefined {
  const edges = edgesOf(polygons).sort((e, f) => Math.min(e.a[0], e.b[0]) - Math.min(f.a[0], f.b[0]))
  let active: Edge[] = []
  for (const edge of edges) {
    const west = Math.min(edge.a[0], edge.b[0])
    const south = Math.min(edge.a[1], edge.b[1])
    const north = Math.max(edge.a[1], edge.b[1])
    active = active.filter((other) => Math.max(other.a[0], other.b[0]) >= west)
    for (const other of active) {
      if (Math.max(other.a[1], other.b[1]) < south || Math.min(other.a[1], other.b[1]) > north) continue
      const fault = crossingOf(edge, other)
      if (fault) return fault
    }
    active.push(edge)
  }
  return undefined
}

function crossingOf(e: Edge, f: Edge): PolygonFault | undefined {
  const isSameRing = e.part === f.part && e.ring === f.ring
  const meeting = meetingOf(e, f)
  if (meeting.how === 'apart') return undefined
  if (isSameRing) {
    const step = Math.abs(e.index - f.index)
    const areNeighbors = step === 1 || step === e.ringLength - 1
    if (areNeighbors && meeting.how === 'touch') return undefined
    return { reason: 'self-crossing', at: meeting.at }
  }
  // Rings and parts may touch in single positions.
  if (meeting.how === 'touch') return undefined
  return { reason: e.part === f.part ? 'rings-cross' : 'parts-overlap', at: meeting.at }
}

type Meeting =
  | { readonly how: 'apart' }
  | { readonly how: 'touch' | 'cross' | 'overlap'; readonly at: LngLat }

function isOnEdge(p: LngLat, edge: Edge, side: number): boolean {
  return (
    side === 0 &&
    Math.min(edge.a[0], edge.b[0]) <= p[0] &&
    p[0] <= Math.max(edge.a[0], edge.b[0]) &&
    Math.min(edge.a[1], edge.b[1]) <= p[1] &&
    p[1] <= Math.max(edge.a[1], edge.b[1])
  )
}

function sideOf(edge: Edge, p: LngLat): number {
  return Math.sign(orient2d(edge.a[0], edge.a[1], edge.b[0], edge.b[1], p[0], p[1]))
}

function meetingOf(e: Edge, f: Edge): Meeting {
  const fromA = sideOf(e, f.a)
  const fromB = sideOf(e, f.b)
  const toA = sideOf(f, e.a)
  const toB = sideOf(f, e.b)
  if (fromA * fromB < 0 && toA * toB < 0) return { how: 'cross', at: crossingPoint(e, f) }
  const shared = [
    ...(isOnEdge(f.a, e, fromA) ? [f.a] : []),
    ...(isOnEdge(f.b, e, fromB) ? [f.b] : []),
    ...(isOnEdge(e.a, f, toA) ? [e.a] : []),
    ...(isOnEdge(e.b, f, toB) ? [e.b] : []),
  ]
  const at = shared[0]
  if (!at) return { how: 'apart' }
  const isOnePosition = shared.every(([lng, lat]) => lng === at[0] && lat === at[1])
  return isOnePosition ? { how: 'touch', at } : { how: 'overlap', at }
}

/** Rounded: for showing only. */
function crossingPoint(e: Edge, f: Edge): LngLat {
  const ex = e.b[0] - e.a[0]
  const ey = e.b[1] - e.a[1]
  const fx = f.b[0] - f.a[0]
  const fy = f.b[1] - f.a[1]
  const t = ((f.a[0] - e.a[0]) * fy - (f.a[1] - e.a[1]) * fx) / (ex * fy - ey * fx)
  return Number.isFinite(t) ? [e.a[0] + t * ex, e.a[1] + t * ey] : e.a
}

/** Rings do not cross here: one position off the other's border tells on which side a ring lies. */
function findMisplaced(polygons: MultiPolygonCoordinates): PolygonFault | undefined {
  for (const polygon of polygons) {
    for (const [i, hole] of polygon.entries()) {
      if (i === 0) continue
      const outside = hole.find(([lng, lat]) => sideOfPolygon([[polygon[0]!]], lng, lat) === 'outside')
      if (outside) return { reason: 'hole-outside', at: outside }
      for (const other of polygon.slice(1)) {
        const inside =
          other !== hole && hole.find(([lng, lat]) => sideOfPolygon([[other]], lng, lat) === 'inside')
        if (inside) return { reason: 'rings-cross', at: inside }
      }
    }
  }
  for (const [i, polygon] of polygons.entries()) {
    for (const [j, other] of polygons.entries()) {
      const inside = i !== j && findInside(polygon, other)
      if (inside) return { reason: 'parts-overlap', at: inside }
    }
  }
  return undefined
}

function findInside(polygon: PolygonCoordinates, other: PolygonCoordinates): LngLat | undefined {
  return polygon[0]!.find(([lng, lat]) => sideOfPolygon([other], lng, lat) === 'inside')
}
