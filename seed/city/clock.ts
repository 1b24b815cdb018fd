import type { Instant } from '../../server/exchange/bundle.ts'

export const MINUTE_MS = 60_000
export const DAY_MS = 86_400_000
/** China Standard Time, all year. */
const OFFSET_MS = 8 * 60 * MINUTE_MS

export function toInstant(ms: number): Instant {
  return new Date(Math.round(ms / 1000) * 1000).toISOString()
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
