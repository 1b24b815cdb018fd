import type { Instant } from '../../server/exchange/bundle.ts'

export const MINUTE_MS = 60_000
export const DAY_MS = 86_400_000
/** China Standard Time, all year. */
const OFFSET_MS = 8 * 60 * MINUTE_MS

const two = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'))
/** Days since 1970 → the date. A year of life writes millions of instants of few days. */
const dates = new Map<number, string>()

/** To the second, as `Date.prototype.toISOString` has it. */
export function toInstant(ms: number): Instant {
  const seconds = Math.round(ms / 1000)
  const day = Math.floor(seconds / 86_400)
  let date = dates.get(day)
  if (date === undefined) {
    date = new Date(day * DAY_MS).toISOString().slice(0, 10)
    dates.set(day, date)
  }
  const rest = seconds - day * 86_400
  const minutes = Math.floor(rest / 60)
  return `${date}T${two[Math.floor(minutes / 60)]}:${two[minutes % 60]}:${two[rest % 60]}.000Z`
}

/** Local time of day and weekday (0 is Sunday), without the date. */
export function localClock(ms: number): { weekday: number; hour: number; minuteOfDay: number } {
  const minutes = Math.floor((ms + OFFSET_MS) / MINUTE_MS)
  const day = Math.floor(minutes / 1440)
  const minuteOfDay = minutes - day * 1440
  // 1 January 1970 was a Thursday.
  return { weekday: (((day + 4) % 7) + 7) % 7, hour: Math.floor(minuteOfDay / 60), minuteOfDay }
}

/** The start of the local day that holds `ms`. */
export function startOfDay(ms: number): number {
  return Math.floor((ms + OFFSET_MS) / DAY_MS) * DAY_MS - OFFSET_MS
}

export function localParts(ms: number): {
  month: number
  weekday: number
  hour: number
  minuteOfDay: number
  day: string
} {
  const local = new Date(ms + OFFSET_MS)
  return {
    month: local.getUTCMonth() + 1,
    weekday: local.getUTCDay(),
    hour: local.getUTCHours(),
    minuteOfDay: local.getUTCHours() * 60 + local.getUTCMinutes(),
    day: local.toISOString().slice(0, 10),
  }
}
