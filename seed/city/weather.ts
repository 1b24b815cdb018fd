import { DAY_MS, localParts, startOfDay } from './clock.ts'
import type { Random } from './random.ts'

export type Day = {
  readonly startMs: number
  readonly rainMillimeters: number
  /** When it rains most. */
  readonly rainHour: number
  readonly maxCelsius: number
  readonly isStorm: boolean
}

/** By month, for a river town at 32° N: chance of rain, its mean amount in mm, mean high in °C. */
const climate: readonly (readonly [chance: number, millimeters: number, celsius: number])[] = [
  [0.24, 5, 7],
  [0.27, 6, 10],
  [0.3, 8, 15],
  [0.31, 9, 21],
  [0.31, 11, 26],
  [0.42, 19, 29],
  [0.42, 22, 33],
  [0.36, 18, 32],
  [0.27, 11, 28],
  [0.22, 8, 23],
  [0.22, 7, 16],
  [0.19, 5, 9],
]
const STORM_FROM_MILLIMETERS = 45

/** The weather of the days up to and with the one of `endMs`, oldest first. */
export function makeWeather(endMs: number, dayCount: number, random: Random): Day[] {
  const last = startOfDay(endMs)
  let wasWet = false
  return Array.from({ length: dayCount }, (_, i) => {
    const startMs = last - (dayCount - 1 - i) * DAY_MS
    const [chance, millimeters, celsius] = climate[localParts(startMs).month - 1]!
    const isWet = random.chance(wasWet ? Math.min(0.75, chance * 1.7) : chance * 0.75)
    wasWet = isWet
    const heavy = random.next()
    const rainMillimeters = isWet
      ? Math.round(millimeters * (0.2 + 3.4 * heavy * heavy * heavy) * 10) / 10
      : 0
    return {
      startMs,
      rainMillimeters,
      rainHour: random.integer(0, 23),
      maxCelsius: Math.round((celsius + random.normal() * 2.5 - (isWet ? 3 : 0)) * 10) / 10,
      isStorm: rainMillimeters >= STORM_FROM_MILLIMETERS,
    }
  })
}
