import { instantOf, type LocalTime } from '../clocks/zoned-time.ts'

/** From ten at night till seven in the morning, local time, nobody is woken by what can wait. */
export const QUIET_HOURS = { fromMinute: 22 * 60, untilMinute: 7 * 60 } as const

/** When a notice may be shown: now, or when the quiet hours end. */
export function quietUntil(timeZone: string, at: Date, local: LocalTime): Date {
  const minute = local.msOfDay / 60_000
  if (minute >= QUIET_HOURS.fromMinute)
    return new Date(instantOf(timeZone, local.day + 1, QUIET_HOURS.untilMinute))
  if (minute < QUIET_HOURS.untilMinute)
    return new Date(instantOf(timeZone, local.day, QUIET_HOURS.untilMinute))
  return at
}
