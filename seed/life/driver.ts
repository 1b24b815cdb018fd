import type { Point } from '../city/plane.ts'
import type { Random } from '../city/random.ts'
import type { RoadPlace, Route, Streets } from './streets.ts'

/** A unit on its round stays about this near to where it was first seen. */
const ROAM_METERS = 1700
const SPEED_METERS_PER_SECOND = [5, 9] as const
/** Between two drives of a round. */
const STAY_SECONDS = [60, 420] as const
/** A driver that was not asked for long did not drive all the while. */
const MAX_STEP_SECONDS = 10
/** The share of steps spent at lights and behind others. */
const HELD_UP_SHARE = 0.08

type Errand = { readonly caseId: number; readonly at: Point }

/** One unit on the roads: it makes its rounds until it is sent to a case, drives there, and waits until it is freed. */
export class Driver {
  readonly #streets: Streets
  readonly #home: Point
  readonly #random: Random
  #route: Route
  /** Which edge of the route, and how far into it. */
  #leg = 0
  #meters: number
  #speed = 0
  #errand: Errand | undefined
  #lastMs: number
  #stayUntilMs: number
  #arrivedMs: number | undefined

  constructor(streets: Streets, home: Point, nowMs: number, random: Random) {
    this.#streets = streets
    this.#home = home
    this.#random = random
    this.#lastMs = nowMs
    const place = streets.nearest(home)
    this.#route = standing(place)
    this.#meters = place.meters
    this.#stayUntilMs = nowMs + random.between(0, 120) * 1000
  }

  /** Sends it to a case, or frees it. Said again, it changes nothing. */
  assign(errand: Errand | undefined, nowMs: number): void {
    if (errand?.caseId === this.#errand?.caseId) return
    this.#errand = errand
    this.#arrivedMs = undefined
    if (errand) this.#setOut(this.#streets.nearest(errand.at))
    else {
      this.#route = standing(this.#place)
      this.#leg = 0
      this.#stayUntilMs = nowMs + this.#random.between(20, 90) * 1000
    }
  }

  /** Drives on until now. @returns whether it moved */
  drive(nowMs: number): boolean {
    const seconds = Math.min(Math.max(0, (nowMs - this.#lastMs) / 1000), MAX_STEP_SECONDS)
    this.#lastMs = nowMs
    if (this.#isAtEnd) {
      if (this.#errand) this.#arrivedMs ??= nowMs
      else if (nowMs >= this.#stayUntilMs)
        this.#setOut(this.#streets.someNear(this.#home, ROAM_METERS, (items) => this.#random.pick(items)))
      return false
    }
    if (this.#random.chance(HELD_UP_SHARE)) return false
    this.#advance(seconds * this.#speed * this.#random.between(0.75, 1))
    if (this.#isAtEnd && !this.#errand)
      this.#stayUntilMs = nowMs + this.#random.between(...STAY_SECONDS) * 1000
    return true
  }

  get at(): Point {
    return this.#streets.pointAt(this.#place)
  }

  /** Clockwise from north. */
  get headingDegrees(): number {
    const [from, to] = [this.#streets.points[this.#place.from]!, this.#streets.points[this.#place.to]!]
    const degrees = (Math.atan2(to[0] - from[0], to[1] - from[1]) * 180) / Math.PI
    return Math.round((degrees + 360) % 360)
  }

  /** When it reached the case it was sent to. */
  arrivedMsAt(caseId: number): number | undefined {
    return this.#errand?.caseId === caseId ? this.#arrivedMs : undefined
  }

  get #place(): RoadPlace {
    return {
      from: this.#route.nodes[this.#leg]!,
      to: this.#route.nodes[this.#leg + 1]!,
      meters: this.#meters,
    }
  }

  get #isLastLeg(): boolean {
    return this.#leg === this.#route.nodes.length - 2
  }

  get #isAtEnd(): boolean {
    return this.#isLastLeg && this.#meters >= this.#route.endMeters
  }

  #setOut(goal: RoadPlace): void {
    const route = this.#streets.findRoute(this.#place, goal)
    if (!route) return
    this.#route = route
    this.#leg = 0
    this.#meters = route.startMeters
    this.#speed = this.#random.between(...SPEED_METERS_PER_SECOND)
  }

  #advance(meters: number): void {
    let left = meters
    for (;;) {
      const { from, to } = this.#place
      const end = this.#isLastLeg ? this.#route.endMeters : this.#streets.lengthOf(from, to)
      if (this.#meters + left < end) {
        this.#meters += left
        return
      }
      left -= end - this.#meters
      this.#meters = end
      if (this.#isLastLeg) return
      this.#leg++
      this.#meters = 0
    }
  }
}

function standing({ from, to, meters }: RoadPlace): Route {
  return { nodes: [from, to], startMeters: meters, endMeters: meters, lengthMeters: 0 }
}
