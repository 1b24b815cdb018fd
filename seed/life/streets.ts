import { coveredEdges } from '../../geo/covered-edges.ts'
import type { LngLat } from '../../geo/lng-lat.ts'
import { type RoadLeg, type RoadPlace, RoadRouter } from '../../geo/road-router.ts'
import type { BundleRoads } from '../../server/exchange/bundle.ts'
import { between, direction, distance, type Point, toLngLat, toPoint } from '../city/plane.ts'

/** A place on a road: `fraction` of the way from its start to its end. */
export type StreetPlace = Pick<RoadPlace, 'edge' | 'fraction'>
/** A way along the roads, at least one leg. */
export type Route = readonly RoadLeg[]

type Road = {
  readonly points: readonly Point[]
  /** From the start to each point. */
  readonly along: readonly number[]
  readonly lengthMeters: number
}

/** Raised roads are driven through, but nobody has business there. */
const PASSED_THROUGH = ['expressway', 'ramp']
const SHUT_OFF_REACH_METERS = 15
/** Life goes everywhere: a vehicle off the roads finds the nearest one. */
const ANYWHERE_METERS = 1_000_000

/** The roads that units drive on, by the rules that the city's own travel times are reckoned with. */
export class Streets {
  readonly #router: RoadRouter
  readonly #kph: readonly { readonly free: number; readonly peak: number }[]
  readonly #roads: readonly Road[]
  readonly #goals: readonly number[]
  #closed: ReadonlySet<number> = new Set()

  constructor({ nodes, edges }: BundleRoads) {
    const isPassed = (edge: (typeof edges)[number]) => PASSED_THROUGH.includes(edge.class)
    this.#router = new RoadRouter(
      nodes.length,
      edges.map((edge) => (isPassed(edge) ? { ...edge, reachMeters: SHUT_OFF_REACH_METERS } : edge)),
    )
    this.#kph = edges.map(({ freeKph, peakKph }) => ({ free: freeKph, peak: peakKph }))
    this.#roads = edges.map(({ lngLats }) => roadOf(lngLats.map(toPoint)))
    this.#goals = edges.flatMap((edge, i) => (isPassed(edge) ? [] : [i]))
  }

  /** Nobody drives there until told otherwise. @returns whether that is news */
  close(edges: ReadonlySet<number>): boolean {
    const isNews = edges.size !== this.#closed.size || [...edges].some((edge) => !this.#closed.has(edge))
    this.#closed = edges
    return isNews
  }

  /** The roads that a line runs along. */
  alongside(lngLats: readonly LngLat[]): ReadonlySet<number> {
    return coveredEdges(this.#router, lngLats)
  }

  pointAt({ edge, fraction }: StreetPlace): Point {
    const { points, along, lengthMeters } = this.#roads[edge]!
    const meters = fraction * lengthMeters
    const next = Math.max(1, nextOf(along, meters))
    const length = along[next]! - along[next - 1]!
    return between(points[next - 1]!, points[next]!, length === 0 ? 0 : (meters - along[next - 1]!) / length)
  }

  /** Where one looks to who drives from the start of the road, or towards it. */
  directionAt({ edge, fraction }: StreetPlace, isForward: boolean): Point {
    const { points, along, lengthMeters } = this.#roads[edge]!
    const next = Math.max(1, nextOf(along, fraction * lengthMeters))
    const [a, b] = [points[next - 1]!, points[next]!]
    return isForward ? direction(a, b) : direction(b, a)
  }

  lengthOf({ edge, start, end }: RoadLeg): number {
    return Math.abs(end - start) * this.#roads[edge]!.lengthMeters
  }

  metersPerSecond({ edge }: RoadLeg, isPeak: boolean): number {
    const { free, peak } = this.#kph[edge]!
    return (isPeak ? peak : free) / 3.6
  }

  /** The place on an open road that is nearest to a point. */
  nearest(at: Point): StreetPlace {
    const place = this.#router.snap(toLngLat(at), ANYWHERE_METERS, this.#closed)
    if (!place) throw new Error('No road is open')
    return place
  }

  /** The middle of a street within so many meters of a point, of any where there is none. */
  someNear(at: Point, maxMeters: number, pick: <T>(items: readonly T[]) => T): StreetPlace {
    const near = this.#goals.filter((edge) => distance(this.#roads[edge]!.points[0]!, at) < maxMeters)
    return { edge: pick(near.length > 0 ? near : this.#goals), fraction: 0.5 }
  }

  /** The quickest way, or undefined where the roads do not meet. */
  findRoute(start: StreetPlace, goal: StreetPlace, isPeak: boolean): Route | undefined {
    const onRoad = (place: StreetPlace) => ({ ...place, offRoadMeters: 0 })
    return this.#router.wayBetween(onRoad(start), onRoad(goal), { isPeak, closed: this.#closed })
  }
}

function roadOf(points: readonly Point[]): Road {
  const along = [0]
  for (let i = 1; i < points.length; i++) along.push(along[i - 1]! + distance(points[i - 1]!, points[i]!))
  return { points, along, lengthMeters: along.at(-1)! }
}

/** The first point that is not before so many meters; the last one beyond the end. */
function nextOf(along: readonly number[], meters: number): number {
  const next = along.findIndex((passed) => passed >= meters)
  return next < 0 ? along.length - 1 : next
}
