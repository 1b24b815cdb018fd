import type { LimitClock } from '../exchange/bundle.ts'
import { type WorkCalendar, workSpansOf } from './work-calendar.ts'
import { instantOf, localTimeOf } from './zoned-time.ts'

const MINUTE_MS = 60_000
/** A calendar without one workday in this many days is broken: better a clear error than an endless search. */
const MAX_IDLE_DAYS = 400

/**
 * When an amount of time on a clock has passed since `fromMs`.
 *
 * - `urgent`: minutes, nights and holidays count.
 * - `work_hours`: minutes of work time.
 * - `work_days`: days of work time; one day is the calendar's `minutesPerWorkday`, so Friday 16:00 + 1 is Monday 16:00.
 * - `natural_days`: calendar days; the same local time n days later, also over a change of the clocks.
 */
export function addTime(calendar: WorkCalendar, clock: LimitClock, amount: number, fromMs: number): number {
  if (clock === 'urgent') return fromMs + amount * MINUTE_MS
  if (clock === 'natural_days') return addNaturalDays(calendar.timeZone, amount, fromMs)
  return addWorkMilliseconds(calendar, workMilliseconds(calendar, clock, amount), fromMs)
}

function workMilliseconds(calendar: WorkCalendar, clock: 'work_hours' | 'work_days', amount: number): number {
  return (clock === 'work_days' ? amount * calendar.minutesPerWorkday : amount) * MINUTE_MS
}

function addNaturalDays(timeZone: string, amount: number, fromMs: number): number {
  const local = localTimeOf(timeZone, fromMs)
  return instantOf(timeZone, local.day, local.msOfDay / MINUTE_MS + amount * 1440)
}

function addWorkMilliseconds(calendar: WorkCalendar, amountMs: number, fromMs: number): number {
  if (amountMs <= 0) return fromMs
  let left = amountMs
  // From the day before: its last period may run over midnight.
  let day = localTimeOf(calendar.timeZone, fromMs).day - 1
  for (let idle = 0; idle < MAX_IDLE_DAYS; day++, idle++) {
    for (const [startMs, endMs] of workSpansOf(calendar, day)) {
      const span = endMs - Math.max(startMs, fromMs)
      if (span <= 0) continue
      if (left <= span) return endMs - span + left
      left -= span
      idle = 0
    }
  }
  throw new RangeError(
    `The work calendar has no work time within ${MAX_IDLE_DAYS} days of ${new Date(fromMs).toISOString()}`,
  )
}

/**
 * A deadline moved back by the time that its clock stood still: what was left when it stopped is left when it runs on.
 * A pause that began after the deadline moves nothing.
 */
export function addPauses(
  calendar: WorkCalendar,
  clock: LimitClock,
  dueMs: number,
  pauses: readonly Pause[],
): number {
  let due = dueMs
  for (const { fromMs, untilMs } of [...pauses].sort((a, b) => a.fromMs - b.fromMs)) {
    if (fromMs >= due || untilMs <= fromMs) continue
    due = isWorkClock(clock)
      ? addWorkMilliseconds(calendar, workMillisecondsBetween(calendar, fromMs, untilMs), due)
      : due + untilMs - fromMs
  }
  return due
}
/** Half-open. Pauses of one case do not overlap. */
export type Pause = { readonly fromMs: number; readonly untilMs: number }

function isWorkClock(clock: LimitClock): clock is 'work_hours' | 'work_days' {
  return clock === 'work_hours' || clock === 'work_days'
}

/**
 * Work time between two instants; negative when `toMs` is the earlier. Whole milliseconds: a fraction lost in minutes
 * would carry a deadline from the end of a day over to the next morning.
 */
function workMillisecondsBetween(calendar: WorkCalendar, fromMs: number, toMs: number): number {
  if (toMs < fromMs) return -workMillisecondsBetween(calendar, toMs, fromMs)
  let sum = 0
  const last = localTimeOf(calendar.timeZone, toMs).day
  for (let day = localTimeOf(calendar.timeZone, fromMs).day - 1; day <= last; day++) {
    for (const [startMs, endMs] of workSpansOf(calendar, day)) {
      sum += Math.max(0, Math.min(endMs, toMs) - Math.max(startMs, fromMs))
    }
  }
  return sum
}

/** Minutes left until `dueMs` as the case's own clock counts them: work minutes on work clocks; negative once overdue. */
export function remainingMinutes(
  calendar: WorkCalendar,
  clock: LimitClock,
  nowMs: number,
  dueMs: number,
): number {
  const left = isWorkClock(clock) ? workMillisecondsBetween(calendar, nowMs, dueMs) : dueMs - nowMs
  return left / MINUTE_MS
}
