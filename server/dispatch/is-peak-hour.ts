import { isWorkday, type WorkCalendar } from '../clocks/work-calendar.ts'
import { localTimeOf } from '../clocks/zoned-time.ts'

const HOUR_MS = 3_600_000

/** 7–9 and 17–19 local time on workdays: when the roads are at their peak speeds. */
export function isPeakHour(calendar: WorkCalendar, atMs: number): boolean {
  const { day, msOfDay } = localTimeOf(calendar.timeZone, atMs)
  const hour = Math.floor(msOfDay / HOUR_MS)
  return isWorkday(calendar, day) && (hour === 7 || hour === 8 || hour === 17 || hour === 18)
}
