import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addPauses, addTime, remainingMinutes } from './add-time.ts'
import { clockLevelAt, deadlinesOf, handleStepCount, limitsFor } from './deadlines.ts'
import { workCalendar } from './work-calendar.ts'
import { instantOf, localTimeOf, zoneOffsetMs } from './zoned-time.ts'

const shanghai = workCalendar('Asia/Shanghai', {
  workPeriods: [
    { startMinute: 840, endMinute: 1080 },
    { startMinute: 480, endMinute: 720 },
  ],
  // Spring Festival 2026 and its make-up workdays.
  days: [
    ...['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-02-23'].map((day) => ({
      day,
      isWorkday: false,
    })),
    { day: '2026-02-14', isWorkday: true },
    { day: '2026-02-28', isWorkday: true },
  ],
})
const newYork = workCalendar('America/New_York', {
  workPeriods: [{ startMinute: 540, endMinute: 1020 }],
  days: [],
})
const halfDay = workCalendar('Asia/Shanghai', {
  workPeriods: [{ startMinute: 480, endMinute: 720 }],
  days: [],
})
const nightShift = workCalendar('Asia/Shanghai', {
  workPeriods: [{ startMinute: 1320, endMinute: 1680 }],
  days: [],
})

const at = (iso: string) => Date.parse(iso)
const iso = (ms: number) => new Date(ms).toISOString()

describe('zoned time', () => {
  it('knows the offset of a zone, and of the day on which it changes', () => {
    expect(zoneOffsetMs('Asia/Shanghai', at('2026-07-01T00:00:00Z'))).toBe(8 * 3_600_000)
    expect(zoneOffsetMs('America/New_York', at('2026-03-08T06:59:59Z'))).toBe(-5 * 3_600_000)
    expect(zoneOffsetMs('America/New_York', at('2026-03-08T07:00:00Z'))).toBe(-4 * 3_600_000)
  })
  it('takes the first of a doubled hour and the jump of a skipped one', () => {
    const spring = localTimeOf('America/New_York', at('2026-03-08T12:00:00Z')).day
    expect(iso(instantOf('America/New_York', spring, 150))).toBe('2026-03-08T07:00:00.000Z')
    const autumn = localTimeOf('America/New_York', at('2026-11-01T12:00:00Z')).day
    expect(iso(instantOf('America/New_York', autumn, 90))).toBe('2026-11-01T05:30:00.000Z')
  })
  it('goes there and back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'),
        fc.integer({ min: at('2024-01-01T00:00:00Z') / 60_000, max: at('2028-01-01T00:00:00Z') / 60_000 }),
        (timeZone, minutes) => {
          const ms = minutes * 60_000
          const local = localTimeOf(timeZone, ms)
          const back = instantOf(timeZone, local.day, local.msOfDay / 60_000)
          // Equal, or the first of two instants with the same wall time.
          expect(localTimeOf(timeZone, back)).toEqual(local)
          expect(ms - back).toBeGreaterThanOrEqual(0)
        },
      ),
    )
  })
})

const instants = fc
  .integer({ min: at('2026-01-01T00:00:00Z') / 1000, max: at('2026-12-31T00:00:00Z') / 1000 })
  .map((seconds) => seconds * 1000)
const calendars = fc.constantFrom(shanghai, newYork, halfDay, nightShift)
const clocks = fc.constantFrom('urgent', 'work_hours', 'work_days', 'natural_days')

describe('addTime', () => {
  it('counts nights and holidays on the urgent clock', () => {
    expect(iso(addTime(shanghai, 'urgent', 120, at('2026-02-16T15:00:00Z')))).toBe('2026-02-16T17:00:00.000Z')
  })
  it('stops work time over lunch, night, weekend and holiday', () => {
    // Friday 2026-03-06 17:00 local + 2 work hours = Monday 09:00 local.
    expect(iso(addTime(shanghai, 'work_hours', 120, at('2026-03-06T09:00:00Z')))).toBe(
      '2026-03-09T01:00:00.000Z',
    )
    // 11:30 + 1 work hour = 14:30.
    expect(iso(addTime(shanghai, 'work_hours', 60, at('2026-03-06T03:30:00Z')))).toBe(
      '2026-03-06T06:30:00.000Z',
    )
  })
  it('works on a make-up Saturday and rests through the festival', () => {
    // Saturday 14 Feb 17:00 is work; after it the next workday is Tuesday 24 Feb.
    expect(iso(addTime(shanghai, 'work_hours', 120, at('2026-02-14T09:00:00Z')))).toBe(
      '2026-02-24T01:00:00.000Z',
    )
  })
  it('ends exactly at closing time when the amount fits exactly', () => {
    expect(iso(addTime(shanghai, 'work_hours', 240, at('2026-03-06T00:00:00Z')))).toBe(
      '2026-03-06T04:00:00.000Z',
    )
  })
  it('takes a work day as the work time of one day', () => {
    expect(iso(addTime(shanghai, 'work_days', 1, at('2026-03-06T08:00:00Z')))).toBe(
      '2026-03-09T08:00:00.000Z',
    )
    // A half-day city: its work day is its four hours.
    expect(iso(addTime(halfDay, 'work_days', 1, at('2026-03-05T02:00:00Z')))).toBe('2026-03-06T02:00:00.000Z')
  })
  it('carries a shift over midnight, from the day that it started on', () => {
    // Friday 22:00 – Saturday 04:00 local; asked at Saturday 01:00 local.
    expect(iso(addTime(nightShift, 'work_hours', 120, at('2026-03-06T17:00:00Z')))).toBe(
      '2026-03-06T19:00:00.000Z',
    )
  })
  it('keeps the local time over a change of the clocks', () => {
    expect(iso(addTime(newYork, 'natural_days', 1, at('2026-03-07T17:00:00Z')))).toBe(
      '2026-03-08T16:00:00.000Z',
    )
    expect(iso(addTime(newYork, 'work_days', 1, at('2026-03-06T17:00:00Z')))).toBe('2026-03-09T16:00:00.000Z')
  })
  it('says so when a calendar never works', () => {
    const never = workCalendar('UTC', {
      workPeriods: [{ startMinute: 0, endMinute: 60 }],
      days: Array.from({ length: 450 }, (_, n) => ({
        day: new Date(at('2026-01-01T00:00:00Z') + n * 86_400_000).toISOString().slice(0, 10),
        isWorkday: false,
      })),
    })
    expect(() => addTime(never, 'work_hours', 1, at('2026-01-02T00:00:00Z'))).toThrow(/no work time/)
  })

  it('has exactly the amount left at the start, and none at the end', () => {
    fc.assert(
      fc.property(
        calendars,
        clocks,
        fc.integer({ min: 1, max: 30 }),
        instants,
        (calendar, clock, amount, fromMs) => {
          const due = addTime(calendar, clock, amount, fromMs)
          const left = remainingMinutes(calendar, clock, fromMs, due)
          if (clock === 'urgent' || clock === 'work_hours') expect(left).toBeCloseTo(amount, 6)
          if (clock === 'work_days') expect(left).toBeCloseTo(amount * calendar.minutesPerWorkday, 6)
          if (clock === 'natural_days') expect(Math.abs(left - amount * 1440)).toBeLessThanOrEqual(60)
          expect(remainingMinutes(calendar, clock, due, due)).toBeCloseTo(0, 6)
        },
      ),
    )
  })
  it('never runs backwards: later start, no earlier end; adding in two parts is adding at once', () => {
    fc.assert(
      fc.property(
        calendars,
        clocks,
        fc.integer({ min: 1, max: 20 }),
        instants,
        instants,
        (calendar, clock, amount, a, b) => {
          const [early, late] = a < b ? [a, b] : [b, a]
          expect(addTime(calendar, clock, amount, early)).toBeLessThanOrEqual(
            addTime(calendar, clock, amount, late),
          )
          if (clock === 'natural_days') return
          const twice = addTime(calendar, clock, amount, addTime(calendar, clock, amount, early))
          expect(twice).toBe(addTime(calendar, clock, 2 * amount, early))
        },
      ),
    )
  })
})

describe('deadlines', () => {
  const limits = [
    { stage: 'dispatch', clock: 'urgent', amount: 10 },
    { stage: 'handle', clock: 'work_hours', amount: 240 },
    { stage: 'total', clock: 'work_days', amount: 2 },
  ] as const
  const reported = at('2026-03-05T00:00:00Z')
  const base = {
    calendar: shanghai,
    limits,
    reportedAtMs: reported,
    registeredAtMs: null,
    dispatchedAtMs: null,
  }

  it('runs the intake limit until registration', () => {
    const deadlines = deadlinesOf({ ...base, state: 'reported' })
    expect(iso(deadlines.dueAtMs)).toBe('2026-03-05T00:10:00.000Z')
    expect(iso(deadlines.warnAtMs)).toBe('2026-03-05T00:08:00.000Z')
  })
  it('lets the department limit bind while the department has the case', () => {
    const dispatched = { ...base, registeredAtMs: reported, dispatchedAtMs: reported }
    const deadlines = deadlinesOf({ ...dispatched, state: 'signed' })
    expect(iso(deadlines.handleDueAtMs!)).toBe('2026-03-05T04:00:00.000Z')
    expect(deadlines.running.stage).toBe('handle')
    expect(clockLevelAt(deadlines, 'signed', at('2026-03-05T03:11:59Z'))).toBe('normal')
    expect(clockLevelAt(deadlines, 'signed', at('2026-03-05T03:12:00Z'))).toBe('near')
    expect(clockLevelAt(deadlines, 'signed', at('2026-03-05T04:00:01Z'))).toBe('overdue')
    expect(
      clockLevelAt(deadlinesOf({ ...dispatched, state: 'fed_back' }), 'fed_back', at('2026-03-05T04:00:01Z')),
    ).toBe('normal')
  })
  it('has a limit for everything, also where the category has none', () => {
    const deadlines = deadlinesOf({ ...base, limits: [], registeredAtMs: reported, state: 'registered' })
    expect(deadlines.running).toMatchObject({ clock: 'work_days', amount: 5 })
    expect(deadlines.handleDueAtMs).toBeNull()
  })

  it('adds approved extensions on their own clock, and warns at the same share of both', () => {
    const dispatched = {
      ...base,
      registeredAtMs: reported,
      dispatchedAtMs: reported,
      state: 'signed' as const,
    }
    const extended = deadlinesOf({
      ...dispatched,
      changes: { extensions: [{ clock: 'urgent', amount: 60 }] },
    })
    expect(iso(extended.handleDueAtMs!)).toBe('2026-03-05T05:00:00.000Z')
    expect(extended.warnAtMs).toBe(at('2026-03-05T03:12:00Z') + 48 * 60_000)
  })
  it('moves a deadline by what its clock stood, over lunch and over night', () => {
    const dispatched = {
      ...base,
      registeredAtMs: reported,
      dispatchedAtMs: reported,
      state: 'signed' as const,
    }
    // An hour before the morning ends until an hour into the afternoon: two work hours, not four.
    const paused = deadlinesOf({
      ...dispatched,
      changes: { pauses: [{ fromMs: at('2026-03-05T03:00:00Z'), untilMs: at('2026-03-05T07:00:00Z') }] },
    })
    expect(iso(paused.handleDueAtMs!)).toBe('2026-03-05T08:00:00.000Z')
  })
  it('takes the earliest deadline of merged cases', () => {
    const dispatched = { ...base, registeredAtMs: reported, state: 'registered' as const }
    const noLaterThanMs = at('2026-03-05T01:00:00Z')
    expect(deadlinesOf({ ...dispatched, changes: { noLaterThanMs } }).dueAtMs).toBe(noLaterThanMs)
  })
  it('prefers the limit of the opening condition, and runs the stage that is on', () => {
    const staged = [
      { stage: 'handle', clock: 'work_hours', amount: 240, condition: '', step: 1, stepName: '停工' },
      { stage: 'handle', clock: 'work_days', amount: 7, condition: '', step: 2, stepName: '处罚' },
      { stage: 'handle', clock: 'work_days', amount: 20, condition: '', step: 3, stepName: '拆除' },
      { stage: 'handle', clock: 'urgent', amount: 120, condition: '危及行人', step: 1 },
    ] as const
    expect(limitsFor(staged, '', 2)).toMatchObject([{ stepName: '处罚' }])
    expect(limitsFor(staged, '', 9)).toMatchObject([{ stepName: '拆除' }])
    expect(limitsFor(staged, '危及行人')).toMatchObject([{ clock: 'urgent', amount: 120 }])
    expect(handleStepCount(staged)).toBe(3)
    expect(handleStepCount(staged, '危及行人')).toBe(1)
  })
  it('leaves after any pause what was left before it', () => {
    fc.assert(
      fc.property(
        calendars,
        clocks,
        instants,
        fc.integer({ min: 1, max: 14 * 24 * 60 }),
        fc.integer({ min: 1, max: 9 }),
        (calendar, clock, from, minutes, amount) => {
          const due = addTime(
            calendar,
            clock,
            amount * (clock === 'urgent' || clock === 'work_hours' ? 600 : 1),
            from,
          )
          const pauseFrom = from + Math.floor((due - from) / 3)
          const until = pauseFrom + minutes * 60_000
          const moved = addPauses(calendar, clock, due, [{ fromMs: pauseFrom, untilMs: until }])
          expect(moved).toBeGreaterThanOrEqual(due)
          const left = remainingMinutes(calendar, clock, pauseFrom, due)
          expect(remainingMinutes(calendar, clock, until, moved)).toBeCloseTo(left, 6)
          // Two halves of a pause are the whole of it.
          const middle = pauseFrom + Math.floor((until - pauseFrom) / 2)
          expect(
            addPauses(calendar, clock, due, [
              { fromMs: middle, untilMs: until },
              { fromMs: pauseFrom, untilMs: middle },
            ]),
          ).toBe(moved)
        },
      ),
    )
  })
})
