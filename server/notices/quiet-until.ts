import { instantOf, type LocalTime } from '../clocks/zoned-time.ts'

export type QuietHours = { readonly fromMinute: number; readonly untilMinute: number }

/** From ten at night till seven in the morning, local time, nobody is woken by what can wait. */
export const QUIET_HOURS: QuietHours = { fromMinute: 22 * 60, untilMinute: 7 * 60 }

/** When a notice may be shown: now, or when the quiet hours end. Hours that end before they begin go over midnight. */
export function quietUntil(
  timeZone: string,
  at: Date,
  local: LocalTime,
  { fromMinute, untilMinute }: QuietHours = QUIET_HOURS,
): Date {
  const minute = local.msOfDay / 60_000
  const isOverMidnight = untilMinute <= fromMinute
  if (minute >= fromMinute && (isOverMidnight || minute < untilMinute))
    return new Date(instantOf(timeZone, local.day + (isOverMidnight ? 1 : 0), untilMinute))
  if (isOverMidnight && minute < untilMinute) return new Date(instantOf(timeZone, local.day, untilMinute))
  return at
}
