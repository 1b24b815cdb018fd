import { sql } from 'kysely'
import { z } from 'zod'
import { becomeSystem } from '../../cases/become-system.ts'
import type { WorkCalendar } from '../../clocks/work-calendar.ts'
import { dayOfDate, instantOf } from '../../clocks/zoned-time.ts'
import { type Trx, withScope } from '../../db/client.ts'
import { CodedError } from '../../errors.ts'
import { appendEvent } from '../../events/append-event.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'
import { listLimits } from '../find-category.ts'
import { deadlinesUnder, type MovedCase } from '../limits/deadlines-under.ts'
import { moveClocks } from '../limits/move-clocks.ts'
import { mustBeWholeCity } from '../limits/publish-limits.ts'
import { readCalendar } from '../read-calendar.ts'

const MOST_DAYS = 31
const MOST_YEARS = 2
const DAY_MS = 86_400_000
const SHOWN = 8

const daysSchema = z.object({
  from: z.iso.date(),
  until: z.iso.date(),
  /** Null: as their weekday has it. */
  isWorkday: z.boolean().nullable(),
})
export const previewDaysSchema = daysSchema
export const changeDaysSchema = daysSchema.extend({
  name: z.string().trim().max(40).default(''),
  note: z.string().trim().min(1).max(500),
})
type Days = z.output<typeof daysSchema>

/** What days off or made up would do to the clocks of open cases. Changes nothing. */
export function previewDays(services: Services, actor: Actor, input: Days) {
  const at = services.clock.now()
  const span = spanOf(input, at)
  return withScope(services.db, actor, async (trx) => {
    const moved = await movedBy(trx, await readCalendar(trx), input, span, at, false)
    return {
      moved: moved.length,
      later: moved.filter(({ fromDueAt, toDueAt }) => fromDueAt !== null && toDueAt > fromDueAt).length,
      newlyOverdue: moved.filter(({ fromLevel, level }) => level === 'overdue' && fromLevel !== 'overdue')
        .length,
      cases: moved.slice(0, SHOWN).map(({ caseId, number, fromDueAt, toDueAt }) => ({
        caseId,
        number,
        fromDueAt: fromDueAt?.toISOString() ?? null,
        dueAt: toDueAt.toISOString(),
      })),
    }
  })
}

/** Days off, made-up workdays, or as the weekday has it; open cases move at once, each with a line on its timeline. */
export function changeDays(services: Services, actor: Actor, input: z.output<typeof changeDaysSchema>) {
  const at = services.clock.now()
  const span = spanOf(input, at)
  return withScope(services.db, actor, async (trx) => {
    mustBeWholeCity(actor)
    await becomeSystem(trx)
    // One change at a time: what a second one moves, it moves from where the first left it.
    await sql`lock table calendar_day in share row exclusive mode`.execute(trx)
    const calendar = await readCalendar(trx)
    await sql`delete from calendar_day where day between ${input.from}::date and ${input.until}::date`.execute(
      trx,
    )
    if (input.isWorkday !== null)
      await sql`insert into calendar_day (day, is_workday, name)
        select day::date, ${input.isWorkday}, ${input.name}
        from generate_series(${input.from}::date, ${input.until}::date, interval '1 day') day`.execute(trx)
    const moved = await movedBy(trx, calendar, input, span, at, true)
    const days = input.from === input.until ? input.from : `${input.from} – ${input.until}`
    await moveClocks(
      trx,
      moved,
      {
        zh: `工作日历调整（${days}，${actor.name}）：${input.note}`,
        en: `Work calendar changed (${days}, ${actor.name}): ${input.note}`,
        by: 'basis.calendar',
        data: { from: input.from, until: input.until },
      },
      at,
    )
    await trx
      .insertInto('calendar_change')
      .values({
        from_day: input.from,
        until_day: input.until,
        is_workday: input.isWorkday,
        name: input.name,
        note: input.note,
        moved: moved.length,
        changed_at: at,
        changed_by: actor.userId,
        changed_by_name: actor.name,
      })
      .execute()
    await appendEvent(trx, {
      type: 'basis.published',
      at,
      scopeAreaId: 0,
      entity: 'calendar',
      entityId: input.from,
      actor: actor.userId,
      data: { until: input.until, isWorkday: input.isWorkday, note: input.note, moved: moved.length },
    })
    return { moved: moved.length }
  })
}

type Span = { readonly first: number; readonly last: number }

function spanOf({ from, until }: Days, at: Date): Span {
  const [first, last] = [dayOfDate(from), dayOfDate(until)]
  if (last < first) throw bad('until', '结束日须不早于开始日', 'The last day comes before the first')
  if (last - first >= MOST_DAYS)
    throw bad('until', `一次最多 ${MOST_DAYS} 天`, `At most ${MOST_DAYS} days at once`)
  const today = Math.floor(at.getTime() / DAY_MS)
  if (Math.abs(first - today) > MOST_YEARS * 366)
    throw bad('from', '只能改前后两年之内的日子', 'Days within two years can be changed')
  return { first, last }
}

/** Only what was open while those days count can move. */
async function movedBy(
  trx: Trx,
  calendar: WorkCalendar,
  { isWorkday }: Days,
  { first, last }: Span,
  at: Date,
  isLocked: boolean,
): Promise<readonly MovedCase[]> {
  const days = new Map(calendar.days)
  for (let day = first; day <= last; day++) {
    if (isWorkday === null) days.delete(day)
    else days.set(day, isWorkday)
  }
  const categories = await trx.selectFrom('category').select('category_id').execute()
  const limits = await listLimits(
    trx,
    categories.map(({ category_id }) => category_id),
  )
  const { moved } = await deadlinesUnder(trx, {
    limitsOf: (categoryId) => (categoryId === null ? [] : (limits.get(categoryId) ?? [])),
    // Its spans are kept by the object: other days are another one.
    calendar: { ...calendar, days },
    dueFrom: new Date(instantOf(calendar.timeZone, first, 0)),
    at,
    isLocked,
  })
  return moved
}

function bad(field: string, zh: string, en: string): CodedError {
  return new CodedError('bad_input', 'BAD_DAYS', zh, en, { field })
}
