import { sql } from 'kysely'
import { z } from 'zod'
import { withScope } from '../../db/client.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'

export const listCalendarSchema = z.object({ year: z.number().int().min(1970).max(2200) })

/** When the city works: its hours, and a year's days that differ from Monday to Friday. */
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
    return { workPeriods, days }
  })
}
