import { sql } from 'kysely'
import { z } from 'zod'
import { withScope } from '../../db/client.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'

export const listCalendarSchema = z.object({ year: z.number().int().min(1970).max(2200) })

const CHANGES_SHOWN = 20

/** When the city works: its hours, a year's days that differ from Monday to Friday, and who last set them and why. */
export function listCalendar(
  services: Services,
  actor: Actor,
  { year }: z.output<typeof listCalendarSchema>,
) {
  return withScope(services.db, actor, async (trx) => {
    const workPeriods = await trx
      .selectFrom('work_period')
      .select(['start_minute as startMinute', 'end_minute as endMinute'])
      .orderBy('start_minute')
      .execute()
    const { rows: days } = await sql<{ day: string; isWorkday: boolean; name: string }>`
      select to_char(day, 'YYYY-MM-DD') as day, is_workday as "isWorkday", name from calendar_day
      where day >= make_date(${year}, 1, 1) and day < make_date(${year + 1}, 1, 1) order by day`.execute(trx)
    const changes = await trx
      .selectFrom('calendar_change')
      .select([
        'calendar_change_id as changeId',
        sql<string>`to_char(from_day, 'YYYY-MM-DD')`.as('from'),
        sql<string>`to_char(until_day, 'YYYY-MM-DD')`.as('until'),
        'is_workday as isWorkday',
        'name',
        'note',
        'moved',
        'changed_at',
        'changed_by_name as changedBy',
      ])
      .where(sql<boolean>`from_day < make_date(${year + 1}, 1, 1) and until_day >= make_date(${year}, 1, 1)`)
      .orderBy('calendar_change_id', 'desc')
      .limit(CHANGES_SHOWN)
      .execute()
    return {
      workPeriods,
      days,
      changes: changes.map(({ changed_at, ...change }) => ({
        ...change,
        changedAt: changed_at.toISOString(),
      })),
    }
  })
}
