import { localTimeOf, weekdayOf } from '../clocks/zoned-time.ts'
import type { Shift } from './is-on-shift.ts'

/** How long a crew has been on duty without a break, and how long it had been off before; Infinity: longer than a week. */
export type Duty = { readonly onDutyMinutes: number; readonly restBeforeMinutes: number }

const DAY = 1440
const WEEK = 7 * DAY

/**
 * By the roster, whose shifts that follow one another without a gap are one duty. Null off duty, and for a unit without
 * a roster, of which nobody knows. Minutes of the local clock: the hour that a summer's time takes is not counted.
 *
 * @example dutyOf([{ weekday: 4, startMinute: 480, endMinute: 960 }], 'Asia/Shanghai', thursdayAtTen)
 * // { onDutyMinutes: 120, restBeforeMinutes: Infinity }
 */
export function dutyOf(shifts: readonly Shift[], timeZone: string, atMs: number): Duty | null {
  const { day, msOfDay } = localTimeOf(timeZone, atMs)
  const now = weekdayOf(day) * DAY + msOfDay / 60_000
  // Two weeks back: a week's duty may reach into the one before, and its rest further still.
  const blocks = [-2 * WEEK, -WEEK, 0]
    .flatMap((offset) =>
      shifts.map(({ weekday, startMinute, endMinute }) => ({
        start: offset + weekday * DAY + startMinute,
        end: offset + weekday * DAY + endMinute,
      })),
    )
    .filter(({ start }) => start <= now)
    .sort((a, b) => a.start - b.start || a.end - b.end)
  const [first, ...later] = blocks
  if (!first) return null
  let current = first
  let restBeforeMinutes = Infinity
  for (const block of later) {
    if (block.start <= current.end) {
      if (block.end > current.end) current = { start: current.start, end: block.end }
      continue
    }
    restBeforeMinutes = block.start - current.end
    current = block
  }
  if (now >= current.end) return null
  return {
    onDutyMinutes: now - current.start,
    restBeforeMinutes: restBeforeMinutes > WEEK ? Infinity : restBeforeMinutes,
  }
}
