import type { Transaction } from 'kysely'
import { workCalendar } from '../clocks/work-calendar.ts'
import { localTimeOf, weekdayOf } from '../clocks/zoned-time.ts'
import type { Database } from '../db/schema.ts'

const MINUTE_MS = 60_000

/** People work in the city's work hours; a first roster until people have shifts of their own. Empty out of hours. */
export async function onShiftPersonIds(trx: Transaction<Database>, now: Date): Promise<Set<number>> {
  const city = await trx.selectFrom('city').select('time_zone').executeTakeFirst()
  if (!city) return new Set()
  const days = await trx.selectFrom('calendar_day').select(['day', 'is_workday as isWorkday']).execute()
  const workPeriods = await trx
    .selectFrom('work_period')
    .select(['start_minute as startMinute', 'end_minute as endMinute'])
    .execute()
  const calendar = workCalendar(city.time_zone, { workPeriods, days })
  const { day, msOfDay } = localTimeOf(city.time_zone, now.getTime())
  const minute = msOfDay / MINUTE_MS
  const weekday = weekdayOf(day)
  const isWorkday = calendar.days.get(day) ?? (weekday !== 0 && weekday !== 6)
  const isOn =
    isWorkday &&
    calendar.workPeriods.some(({ startMinute, endMinute }) => startMinute <= minute && minute < endMinute)
  if (!isOn) return new Set()
  const people = await trx.selectFrom('person').select('person_id').execute()
  return new Set(people.map(({ person_id }) => person_id))
}
