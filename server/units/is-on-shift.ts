import { localTimeOf, weekdayOf } from '../clocks/zoned-time.ts'

/** Local time; weekday 0 is Sunday; a shift over midnight has an `endMinute` above 1440 and belongs to the day it starts on. */
export type Shift = { readonly weekday: number; readonly startMinute: number; readonly endMinute: number }

/** A unit without shifts is always on: volunteers and contractors keep no roster here. */
export function isOnShift(shifts: readonly Shift[], timeZone: string, atMs: number): boolean {
  if (shifts.length === 0) return true
  const { day, msOfDay } = localTimeOf(timeZone, atMs)
  const minute = msOfDay / 60_000
  return shifts.some(
    ({ weekday, startMinute, endMinute }) =>
      (weekday === weekdayOf(day) && minute >= startMinute && minute < endMinute) ||
      (weekday === weekdayOf(day - 1) && minute + 1440 >= startMinute && minute + 1440 < endMinute),
  )
}
