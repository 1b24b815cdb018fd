import type { Kysely } from 'kysely'
import { localTimeOf } from '../clocks/zoned-time.ts'
import type { Database } from '../db/schema.ts'

const DAY_MS = 86_400_000

/** The local day of an instant in the city, as YYYY-MM-DD. */
export async function cityDay(db: Kysely<Database>, at: Date): Promise<string> {
  const city = await db.selectFrom('city').select('time_zone').executeTakeFirst()
  const { day } = localTimeOf(city?.time_zone ?? 'UTC', at.getTime())
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}
