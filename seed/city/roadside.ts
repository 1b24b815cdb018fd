import { carriagewayMeters, type Layout, NUMBER_METERS, type RoadRun } from './layout.ts'
import { between, direction, distance, distanceToSegment, isInside, type Point } from './plane.ts'
import type { Random } from './random.ts'

/** One edge of a road as seen from the unit grid beside it. */
type Frontage = {
  readonly from: Point
  readonly to: Point
  readonly lengthMeters: number
  readonly run: RoadRun
  /** From the start of the road to `from`. */
  readonly startMeters: number
  readonly isForward: boolean
  /** The road that crosses at either end, if another one does. */
  readonly crossAtFrom: RoadRun | undefined
  readonly crossAtTo: RoadRun | undefined
}
export type Spot = {
  readonly at: Point
  readonly address: string
  readonly addressEn: string
  readonly road: string
}

/** Finds places beside roads, with their addresses. House numbers count along the road: odd on the left, even on the right. */
export class Roadside {
  readonly #frontages: Frontage[][]
  readonly #layout: Layout

  constructor(layout: Layout, runs: readonly RoadRun[]) {
    this.#layout = layout
    this.#frontages = layout.mesh.faces.map(() => [])
    const met = new Map<number, RoadRun[]>()
    for (const run of runs) {
      if (run.class === 'rail' || run.class === 'expressway') continue
      for (const vertex of run.vertices) {
        const list = met.get(vertex)
        if (list) list.push(run)
        else met.set(vertex, [run])
      }
    }
    const crossing = (vertex: number, run: RoadRun) =>
      met.get(vertex)?.find((other) => other.name !== run.name)
    for (const run of runs) {
      if (run.class === 'rail' || run.class === 'expressway' || run.isBridge) continue
      let passed = run.startMeters
      for (let i = 1; i < run.vertices.length; i++) {
        const [a, b] = [run.vertices[i - 1]!, run.vertices[i]!]
        const [from, to] = [run.points[i - 1]!, run.points[i]!]
        const lengthMeters = distance(from, to)
        const left = layout.mesh.leftOf(a, b)
        const right = layout.mesh.leftOf(b, a)
        const common = {
          from,
          to,
          lengthMeters,
          run,
          startMeters: passed,
          crossAtFrom: crossing(a, run),
          crossAtTo: crossing(b, run),
        }
        if (left !== undefined) this.#frontages[left]!.push({ ...common, isForward: true })
        if (right !== undefined) this.#frontages[right]!.push({ ...common, isForward: false })
        passed += lengthMeters
      }
    }
  }

  hasRoad(face: number): boolean {
    return this.#frontages[face]!.length > 0
  }

  /** The house number on the nearest road of this unit grid; empty where it has none. */
  addressNear(face: number, at: Point): string {
    let best: Frontage | undefined
    let bestMeters = Number.POSITIVE_INFINITY
    for (const frontage of this.#frontages[face]!) {
      const meters = distanceToSegment(at, frontage.from, frontage.to)
      if (meters >= bestMeters) continue
      best = frontage
      bestMeters = meters
    }
    if (!best) return ''
    const along = best.startMeters + best.lengthMeters / 2
    return `${best.run.name}${houseNumber(along, best.isForward)}号`
  }

  /** A place in this unit grid, within a few meters of one of its roads; inside the block where it has none. */
  spotIn(face: number, random: Random): Spot {
    const frontages = this.#frontages[face]!
    if (frontages.length === 0) {
      const at = this.#layout.patchwork.places[face]!.center
      return { at, address: '', addressEn: '', road: '' }
    }
    const frontage = frontages[random.weighted(frontages.map((entry) => entry.lengthMeters))]!
    const share = random.between(0.04, 0.96)
    const spot = spotOn(frontage, share, random.between(0.5, 7))
    return isInside(spot.at, this.#layout.mesh.ring(face))
      ? spot
      : { ...spot, at: spotOn(frontage, share, 1 - (carriagewayMeters[frontage.run.class] ?? 8) / 2).at }
  }
}

/** So near a crossing people name both roads. */
const CROSSING_METERS = 22

/** @param asideMeters from the kerb into the block */
function spotOn(frontage: Frontage, share: number, asideMeters: number): Spot {
  const { from, to, run, isForward, startMeters, lengthMeters } = frontage
  const [east, north] = direction(from, to)
  const [alongEast, alongNorth] = between(from, to, share)
  const aside = ((carriagewayMeters[run.class] ?? 8) / 2 + asideMeters) * (isForward ? 1 : -1)
  const number = houseNumber(startMeters + share * lengthMeters, isForward)
  const at: Point = [alongEast - north * aside, alongNorth + east * aside]
  const cross =
    share * lengthMeters < CROSSING_METERS
      ? frontage.crossAtFrom
      : (1 - share) * lengthMeters < CROSSING_METERS
        ? frontage.crossAtTo
        : undefined
  if (cross) {
    return {
      at,
      address: `${run.name}与${cross.name}交叉口`,
      addressEn: `${run.nameEn} and ${cross.nameEn}`,
      road: run.name,
    }
  }
  return {
    at,
    address: `${run.name}${number}号`,
    addressEn: `${number} ${run.nameEn}`,
    road: run.name,
  }
}

export function houseNumber(alongMeters: number, isLeft: boolean): number {
  return Math.floor(alongMeters / NUMBER_METERS) * 2 + (isLeft ? 1 : 2)
}

/** Finds the unit grid that holds a point, among the faces near it. */
export function createFaceFinder(layout: Layout): (at: Point) => number | undefined {
  const cellMeters = 200
  const cells = new Map<string, number[]>()
  layout.mesh.faces.forEach((_, face) => {
    const ring = layout.mesh.ring(face)
    const easts = ring.map((point) => Math.floor(point[0] / cellMeters))
    const norths = ring.map((point) => Math.floor(point[1] / cellMeters))
    for (let i = Math.min(...easts); i <= Math.max(...easts); i++) {
      for (let j = Math.min(...norths); j <= Math.max(...norths); j++) {
        const key = `${i},${j}`
        const list = cells.get(key)
        if (list) list.push(face)
        else cells.set(key, [face])
      }
    }
  })
  const rings = layout.mesh.faces.map((_, face) => layout.mesh.ring(face))
  return (at) =>
    cells
      .get(`${Math.floor(at[0] / cellMeters)},${Math.floor(at[1] / cellMeters)}`)
      ?.find((face) => isInside(at, rings[face]!))
}
