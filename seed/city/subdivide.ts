import type { EdgeClass, Mesh } from './mesh.ts'
import { between, direction, distance, innerPoint, type Point, signedArea } from './plane.ts'
import type { Random } from './random.ts'
import type { Zone } from './skeleton.ts'

type Habit = {
  /** Blocks above this are cut, in square meters. */
  readonly blockSquareMeters: number
  /** How far a new road may stray from the middle, as a share of the length. */
  readonly stray: number
  /** Sideways bend of a new road, as a share of its length. */
  readonly bend: number
  readonly road: EdgeClass
}

const habits: Readonly<Record<Zone, Habit>> = {
  river: { blockSquareMeters: 90_000, stray: 0.05, bend: 0, road: 'none' },
  lake: { blockSquareMeters: 260_000, stray: 0.05, bend: 0, road: 'none' },
  old_town: { blockSquareMeters: 16_500, stray: 0.14, bend: 0.05, road: 'lane' },
  center: { blockSquareMeters: 26_000, stray: 0.05, bend: 0, road: 'lane' },
  new_town: { blockSquareMeters: 62_000, stray: 0.06, bend: 0.012, road: 'lane' },
  residential: { blockSquareMeters: 52_000, stray: 0.09, bend: 0.02, road: 'lane' },
  industrial: { blockSquareMeters: 95_000, stray: 0.07, bend: 0, road: 'lane' },
  hill: { blockSquareMeters: 330_000, stray: 0.14, bend: 0.08, road: 'none' },
  village: { blockSquareMeters: 150_000, stray: 0.14, bend: 0.05, road: 'lane' },
}
/** A cut through a block this large is a through road. */
const COLLECTOR_FROM_SQUARE_METERS = 170_000
/** A road that would end this near an existing corner goes to the corner: crossroads instead of staggered ends. */
const SNAP_METERS = 42

export type Lines = { add(edgeClass: EdgeClass): number }

/** Cuts every face until it is of its zone's size. `zones` is extended by the new faces; returns the face each was cut from. */
export function subdivide(mesh: Mesh, zones: Zone[], lines: Lines, random: Random): number[] {
  const origins = mesh.faces.map((_, face) => face)
  for (let face = 0; face < mesh.faces.length; face++) {
    const zone = zones[face]!
    const habit = habits[zone]
    let area = signedArea(mesh.ring(face))
    let failures = 0
    while (area > habit.blockSquareMeters * 1.28 && failures < 12) {
      const isCollector = habit.road !== 'none' && area > COLLECTOR_FROM_SQUARE_METERS
      const added = cut(mesh, face, habit, isCollector ? 'collector' : habit.road, lines, random, failures)
      if (added === undefined) {
        failures++
        continue
      }
      zones[added] = zone
      origins[added] = origins[face]!
      area = signedArea(mesh.ring(face))
    }
  }
  return origins
}

/** Cuts across the longest extent of the face. Undefined where no good cut was found this time. */
function cut(
  mesh: Mesh,
  face: number,
  habit: Habit,
  edgeClass: EdgeClass,
  lines: Lines,
  random: Random,
  attempt: number,
): number | undefined {
  const ring = mesh.ring(face)
  const axis = longestAxis(ring)
  const along = ring.map((point) => point[0] * axis[0] + point[1] * axis[1])
  const low = Math.min(...along)
  const high = Math.max(...along)
  const share = 0.5 + random.between(-1, 1) * (habit.stray + attempt * 0.025)
  const level = low + (high - low) * share
  const crossings = crossingsAt(ring, axis, level)
  const center = innerPoint(ring)
  const across = (point: Point) => -point[0] * axis[1] + point[1] * axis[0]
  crossings.sort((a, b) => across(a.point) - across(b.point))
  const spans: [Crossing, Crossing][] = []
  for (let i = 0; i + 1 < crossings.length; i += 2) spans.push([crossings[i]!, crossings[i + 1]!])
  spans.sort(
    (a, b) =>
      Math.abs(across(between(a[0].point, a[1].point, 0.5)) - across(center)) -
      Math.abs(across(between(b[0].point, b[1].point, 0.5)) - across(center)),
  )
  const span = spans[0]
  if (!span) return undefined
  const loop = mesh.faces[face]!
  const cornerFrom = cornerNear(mesh, loop, span[0])
  const cornerTo = cornerNear(mesh, loop, span[1])
  const fromPoint = cornerFrom === undefined ? span[0].point : mesh.points[cornerFrom]!
  const toPoint = cornerTo === undefined ? span[1].point : mesh.points[cornerTo]!
  if (cornerFrom !== undefined && cornerFrom === cornerTo) return undefined
  const length = distance(fromPoint, toPoint)
  if (length < 35) return undefined
  const via = bendsOf(fromPoint, toPoint, length, habit, random)
  const path = [fromPoint, ...via, toPoint]
  if (!staysInside(path, ring)) return undefined
  if (!leavesWellShaped(ring, path)) return undefined
  const endA = span[0].index
  const endB = span[1].index
  const [a0, a1] = [loop[endA]!, loop[(endA + 1) % loop.length]!]
  const [b0, b1] = [loop[endB]!, loop[(endB + 1) % loop.length]!]
  const from = cornerFrom ?? mesh.splitEdge(a0, a1, fromPoint)
  const to = cornerTo ?? mesh.splitEdge(b0, b1, toPoint)
  const middle = via.map((point) => mesh.addPoint(point))
  return mesh.splitFace(face, from, middle, to, { class: edgeClass, line: lines.add(edgeClass) })
}

function bendsOf(from: Point, to: Point, length: number, habit: Habit, random: Random): Point[] {
  if (habit.bend === 0 || length < 90) return []
  const [east, north] = direction(from, to)
  const count = length > 320 ? 2 : 1
  return Array.from({ length: count }, (_, i) => {
    const [middleEast, middleNorth] = between(from, to, (i + 1) / (count + 1))
    const aside = random.between(-1, 1) * habit.bend * length
    return [middleEast - north * aside, middleNorth + east * aside]
  })
}

/** Direction of the extent in which the ring is longest, among the directions of its own edges. */
function longestAxis(ring: readonly Point[]): Point {
  let best: Point = [1, 0]
  let bestRatio = -1
  for (let i = 0; i < ring.length; i++) {
    const next = ring[(i + 1) % ring.length]!
    if (distance(ring[i]!, next) < 25) continue
    const axis = direction(ring[i]!, next)
    const extent = (east: number, north: number) => {
      const values = ring.map((point) => point[0] * east + point[1] * north)
      return Math.max(...values) - Math.min(...values)
    }
    const long = extent(axis[0], axis[1])
    const wide = extent(-axis[1], axis[0])
    // The smallest box wins; its longer side is the axis.
    const fit = 1 / (long * wide)
    if (fit > bestRatio) {
      bestRatio = fit
      best = long >= wide ? axis : [-axis[1], axis[0]]
    }
  }
  return best
}

type Crossing = { readonly index: number; readonly point: Point }

function crossingsAt(ring: readonly Point[], axis: Point, level: number): Crossing[] {
  const found: Crossing[] = []
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!
    const b = ring[(i + 1) % ring.length]!
    const atA = a[0] * axis[0] + a[1] * axis[1] - level
    const atB = b[0] * axis[0] + b[1] * axis[1] - level
    if (atA > 0 !== atB > 0) found.push({ index: i, point: between(a, b, atA / (atA - atB)) })
  }
  return found
}

/** The corner to end at: always when splitting the edge would leave a stub, and by choice where a road already ends. */
function cornerNear(mesh: Mesh, loop: readonly number[], { index, point }: Crossing): number | undefined {
  let best: number | undefined
  let bestDistance = SNAP_METERS
  for (const vertex of [loop[index]!, loop[(index + 1) % loop.length]!]) {
    const meters = distance(mesh.points[vertex]!, point)
    if (meters < bestDistance) {
      best = vertex
      bestDistance = meters
    }
  }
  return best
}

function staysInside(path: readonly Point[], ring: readonly Point[]): boolean {
  for (let i = 1; i < path.length; i++) {
    const a = path[i - 1]!
    const b = path[i]!
    for (let k = 0; k < ring.length; k++) {
      const c = ring[k]!
      const d = ring[(k + 1) % ring.length]!
      if (path[0] === c || path[0] === d || path.at(-1) === c || path.at(-1) === d) continue
      if (crosses(between(a, b, 0.004), between(a, b, 0.996), c, d)) return false
    }
  }
  return true
}

function crosses(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point) => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
  return side(a, b, c) > 0 !== side(a, b, d) > 0 && side(c, d, a) > 0 !== side(c, d, b) > 0
}

/** Neither needle-like corners at the ends nor paths that hug the ring. */
function leavesWellShaped(ring: readonly Point[], path: readonly Point[]): boolean {
  const middle = path.length === 2 ? between(path[0]!, path[1]!, 0.5) : path[1]!
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!
    const b = ring[(i + 1) % ring.length]!
    const east = b[0] - a[0]
    const north = b[1] - a[1]
    const squared = east * east + north * north
    if (squared === 0) continue
    const share = Math.min(1, Math.max(0, ((middle[0] - a[0]) * east + (middle[1] - a[1]) * north) / squared))
    if (distance(middle, between(a, b, share)) < 14) return false
  }
  return true
}
