import { type Kysely, sql } from 'kysely'
import { type WorkCalendar, workCalendar } from '../clocks/work-calendar.ts'
import type { Database } from '../db/schema.ts'

/** The city's work calendar; office hours in UTC where nothing is loaded yet. */
export async function readCalendar(db: Kysely<Database>): Promise<WorkCalendar> {
  const row = await db
    .selectNoFrom((eb) => [
      eb.selectFrom('city').select('time_zone').as('timeZone'),
      sql<{ startMinute: number; endMinute: number }[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('startMinute', start_minute, 'endMinute', end_minute)), '[]')
        from work_period)`.as('workPeriods'),
      sql<{ day: string; isWorkday: boolean }[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('day', day, 'isWorkday', is_workday)), '[]')
        from calendar_day)`.as('days'),
    ])
    .executeTakeFirstOrThrow()
  return workCalendar(row.timeZone ?? 'UTC', row)
}
