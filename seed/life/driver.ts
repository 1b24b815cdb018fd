import type { Point } from '../city/plane.ts'
import type { Random } from '../city/random.ts'
import type { Route, StreetPlace, Streets } from './streets.ts'

/** A unit on its round stays about this near to where it was first seen. */
const ROAM_METERS = 1700
/** How fast one drives, as a share of what the road allows at that hour. */
const PACE = [0.85, 1.1] as const
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
  /** Which leg of the route, and how far into it. */
  #leg = 0
  #meters = 0
  #goal: StreetPlace
  #errand: Errand | undefined
  #lastMs: number
  #stayUntilMs: number
  #arrivedMs: number | undefined

  constructor(streets: Streets, home: Point, nowMs: number, random: Random) {
    this.#streets = streets
    this.#home = home
    this.#random = random
    this.#lastMs = nowMs
    this.#goal = streets.nearest(home)
    this.#route = standing(this.#goal)
    this.#stayUntilMs = nowMs + random.between(0, 120) * 1000
  }

  /** Sends it to a case, or frees it. Said again, it changes nothing. */
  assign(errand: Errand | undefined, nowMs: number, isPeak = false): void {
    if (errand?.caseId === this.#errand?.caseId) return
    this.#errand = errand
    this.#arrivedMs = undefined
    if (errand) this.#setOut(this.#streets.nearest(errand.at), isPeak)
    else {
      this.#stand()
      this.#stayUntilMs = nowMs + this.#random.between(20, 90) * 1000
    }
  }

  /** Roads were closed or opened: it looks for its way anew. */
  replan(isPeak: boolean): void {
    if (this.#isAtEnd) return
    this.#setOut(this.#errand ? this.#streets.nearest(this.#errand.at) : this.#goal, isPeak)
  }

  /** Drives on until now. @returns whether it moved */
  drive(nowMs: number, isPeak = false): boolean {
    const seconds = Math.min(Math.max(0, (nowMs - this.#lastMs) / 1000), MAX_STEP_SECONDS)
    this.#lastMs = nowMs
    if (this.#isAtEnd) {
      if (this.#errand) this.#arrivedMs ??= nowMs
      else if (nowMs >= this.#stayUntilMs)
        this.#setOut(
          this.#streets.someNear(this.#home, ROAM_METERS, (items) => this.#random.pick(items)),
          isPeak,
        )
      return false
    }
    if (this.#random.chance(HELD_UP_SHARE)) return false
    this.#advance(seconds * this.#random.between(...PACE), isPeak)
    if (this.#isAtEnd && !this.#errand)
      this.#stayUntilMs = nowMs + this.#random.between(...STAY_SECONDS) * 1000
    return true
  }

  get at(): Point {
    return this.#streets.pointAt(this.#place)
  }

  /** Clockwise from north. */
  get headingDegrees(): number {
    const { start, end } = this.#route[this.#leg]!
    const [east, north] = this.#streets.directionAt(this.#place, end >= start)
    return Math.round((Math.atan2(east, north) * 180) / Math.PI + 360) % 360
  }

  /** When it reached the case it was sent to. */
  arrivedMsAt(caseId: number): number | undefined {
    return this.#errand?.caseId === caseId ? this.#arrivedMs : undefined
  }

  get #place(): StreetPlace {
    const leg = this.#route[this.#leg]!
    const length = this.#streets.lengthOf(leg)
    const share = length === 0 ? 1 : this.#meters / length
    return { edge: leg.edge, fraction: leg.start + (leg.end - leg.start) * share }
  }

  get #isLastLeg(): boolean {
    return this.#leg === this.#route.length - 1
  }

  get #isAtEnd(): boolean {
    return this.#isLastLeg && this.#meters >= this.#streets.lengthOf(this.#route[this.#leg]!)
  }

  #setOut(goal: StreetPlace, isPeak: boolean): void {
    const route = this.#streets.findRoute(this.#place, goal, isPeak)
    if (!route) {
      this.#stand()
      return
    }
    this.#goal = goal
    this.#route = route
    this.#leg = 0
    this.#meters = 0
  }

  #stand(): void {
    this.#goal = this.#place
    this.#route = standing(this.#goal)
    this.#leg = 0
    this.#meters = 0
  }

  #advance(seconds: number, isPeak: boolean): void {
    let left = seconds
    for (;;) {
      const leg = this.#route[this.#leg]!
      const end = this.#streets.lengthOf(leg)
      const speed = this.#streets.metersPerSecond(leg, isPeak)
      if (this.#meters + left * speed < end) {
        this.#meters += left * speed
        return
      }
      left -= (end - this.#meters) / speed
      this.#meters = end
      if (this.#isLastLeg) return
      this.#leg++
      this.#meters = 0
    }
  }
}

function standing({ edge, fraction }: StreetPlace): Route {
  return [{ edge, start: fraction, end: fraction }]
}
