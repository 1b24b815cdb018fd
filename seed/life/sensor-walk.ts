import { localParts } from '../city/clock.ts'
import type { Random } from '../city/random.ts'

export type WalkedSensor = {
  readonly code: string
  readonly kind: string
  readonly warnAbove: number | null
  readonly alarmAbove: number | null
  readonly lastValue: number | null
  /** ISO 8601. */
  readonly lastAt: string | null
}
export type Reading = { readonly sensorCode: string; readonly at: string; readonly value: number }

/** Each sensor tells once in this time, one that is in trouble each time. */
const ROUND_MINUTES = 10
/** One that was silent so long before the others' newest reading is broken, and stays so. */
const BROKEN_HOURS = 2
/** Share of the way back to its usual value in one round. */
const PULL = 0.25
/** How often in a minute trouble begins somewhere, and how long it lasts. */
const TROUBLE_CHANCE = 1 / 20
const TROUBLE_MINUTES = [8, 20] as const
/** What can go wrong, and at how many places at once. */
const troubles = [
  { kinds: ['water_level', 'ponding'], most: 3 },
  { kinds: ['manhole_tilt'], most: 1 },
  { kinds: ['noise'], most: 2 },
  { kinds: ['air_pm25'], most: 2 },
  { kinds: ['lamp_current'], most: 1 },
  { kinds: ['bin_fill'], most: 1 },
] as const
/** These jump when something happens to them; the others rise and fall. */
const sudden: ReadonlySet<string> = new Set(['manhole_tilt', 'lamp_current'])

type Walk = {
  readonly sensor: WalkedSensor
  /** Where it comes back to. */
  readonly usual: number
  value: number
  trouble: { readonly untilMs: number; readonly value: number } | undefined
}

/** The values of all sensors as they wander on, minute by minute. */
export class SensorWalk {
  readonly #walks: readonly Walk[]
  readonly #random: Random
  #minute = 0

  constructor(sensors: readonly WalkedSensor[], random: Random) {
    this.#random = random
    const newestMs = Math.max(...sensors.map((sensor) => Date.parse(sensor.lastAt ?? '1970-01-01')))
    this.#walks = sensors
      .filter((sensor) => newestMs - Date.parse(sensor.lastAt ?? '1970-01-01') < BROKEN_HOURS * 3_600_000)
      .map((sensor) => {
        const value = sensor.lastValue ?? 0
        return { sensor, usual: usualOf(sensor, value), value, trouble: undefined }
      })
  }

  /** What the sensors tell in this minute. */
  tell(nowMs: number): Reading[] {
    const minute = this.#minute++
    if (this.#random.chance(TROUBLE_CHANCE)) this.#beginTrouble(nowMs)
    const at = new Date(nowMs).toISOString()
    return this.#walks
      .filter((walk, i) => walk.trouble || i % ROUND_MINUTES === minute % ROUND_MINUTES)
      .map((walk) => ({ sensorCode: walk.sensor.code, at, value: this.#walkOn(walk, nowMs) }))
  }

  #beginTrouble(nowMs: number): void {
    const { kinds, most } = this.#random.pick(troubles)
    const able = this.#walks.filter(
      ({ sensor, trouble }) =>
        (kinds as readonly string[]).includes(sensor.kind) && sensor.warnAbove !== null && !trouble,
    )
    if (able.length === 0) return
    const count = this.#random.integer(1, most)
    // Neighbors in the list stand near each other.
    const first = this.#random.integer(0, Math.max(0, able.length - count))
    for (const walk of able.slice(first, first + count)) {
      const value = walk.sensor.warnAbove! * this.#random.between(1.04, 1.35)
      walk.trouble = { untilMs: nowMs + this.#random.between(...TROUBLE_MINUTES) * 60_000, value }
    }
  }

  #walkOn(walk: Walk, nowMs: number): number {
    const { sensor } = walk
    if (walk.trouble && nowMs > walk.trouble.untilMs) {
      walk.trouble = undefined
      if (sudden.has(sensor.kind)) walk.value = walk.usual
    }
    const goal = walk.trouble?.value ?? (sensor.kind === 'lamp_current' ? lampGoal(walk, nowMs) : walk.usual)
    const pull = walk.trouble ? (sudden.has(sensor.kind) ? 1 : 0.4) : PULL
    walk.value += (goal - walk.value) * pull
    const swing = (sensor.warnAbove ?? Math.max(1, walk.usual)) * 0.012
    const value = Math.max(0, walk.value + this.#random.normal() * (goal === 0 ? 0 : swing))
    return Math.round(value * 100) / 100
  }
}

/** A sensor that stands high stays about there; one near its threshold would flicker, and is calmed. */
function usualOf({ kind, warnAbove }: WalkedSensor, value: number): number {
  if (kind === 'rain') return 0
  if (warnAbove === null) return value
  return value > warnAbove * 0.94 && value < warnAbove * 1.06 ? warnAbove * 0.85 : value
}

/** Street lamps burn at night. */
function lampGoal({ usual, sensor }: Walk, nowMs: number): number {
  const { hour } = localParts(nowMs)
  if (hour >= 6 && hour < 18) return 0.3
  return usual > 1 ? usual : (sensor.warnAbove ?? 42) * 0.7
}
