import { type Kysely, sql } from 'kysely'

/** Serves what was open at a past moment: the cases that ended after it. Written once in a case's life, at its end. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index case_record_ended on case_record (updated_at) where state in ('closed', 'canceled')`.execute(
    db,
  )
}
