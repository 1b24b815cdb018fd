import { dayOfDate, instantOf, weekdayOf } from './zoned-time.ts'

/**
 * When a city works. Days not listed follow Monday–Friday; `days` holds holidays (false) and make-up workdays (true).
 * A period whose `endMinute` exceeds 1440 runs over midnight and belongs to the day it starts on.
 */
export type WorkCalendar = {
  readonly timeZone: string
  readonly workPeriods: readonly WorkPeriod[]
  /** Keyed by days since 1970-01-01 in local time. */
  readonly days: ReadonlyMap<number, boolean>
  /** Work minutes of one workday: what "one work day" amounts to. */
  readonly minutesPerWorkday: number
}
type WorkPeriod = { readonly startMinute: number; readonly endMinute: number }

export function workCalendar(
  timeZone: string,
  source: {
    readonly workPeriods: readonly WorkPeriod[]
    readonly days: readonly { readonly day: string; readonly isWorkday: boolean }[]
  },
): WorkCalendar {
  const workPeriods = [...source.workPeriods].sort((a, b) => a.startMinute - b.startMinute)
  const periods = workPeriods.length > 0 ? workPeriods : officeHours
  return {
    timeZone,
    workPeriods: periods,
    days: new Map(source.days.map(({ day, isWorkday }) => [dayOfDate(day), isWorkday])),
    minutesPerWorkday: periods.reduce((sum, period) => sum + period.endMinute - period.startMinute, 0),
  }
}

/** 08:30–12:00 and 13:30–17:30: stands in where a city has given no hours, so that no clock stops for ever. */
const officeHours: readonly WorkPeriod[] = [
  { startMinute: 510, endMinute: 720 },
  { startMinute: 810, endMinute: 1050 },
]

export function isWorkday(calendar: WorkCalendar, day: number): boolean {
  const listed = calendar.days.get(day)
  if (listed !== undefined) return listed
  const weekday = weekdayOf(day)
  return weekday !== 0 && weekday !== 6
}

type Span = readonly [startMs: number, endMs: number]
/** Spans by day: a list asks for the same days for each of its cases. Goes with its calendar. */
const spansByDay = new WeakMap<WorkCalendar, Map<number, readonly Span[]>>()

/** The work time that starts on a local day, as half-open instants `[startMs, endMs)` in order. */
export function workSpansOf(calendar: WorkCalendar, day: number): readonly Span[] {
  let known = spansByDay.get(calendar)
  if (!known) {
    known = new Map()
    spansByDay.set(calendar, known)
  }
  let spans = known.get(day)
  if (!spans) {
    spans = isWorkday(calendar, day) ? spansOf(calendar, day) : []
    known.set(day, spans)
  }
  return spans
}

function spansOf({ timeZone, workPeriods }: WorkCalendar, day: number): Span[] {
  return workPeriods.map(({ startMinute, endMinute }) => [
    instantOf(timeZone, day, startMinute),
    instantOf(timeZone, day, endMinute),
  ])
}
