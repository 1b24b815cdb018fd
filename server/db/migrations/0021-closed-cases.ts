import { type Kysely, sql } from 'kysely'

/** Serves: what was closed today and in each of its hours, among millions that were closed before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index case_record_closed on case_record (closed_at) where closed_at is not null`.execute(
    db,
  )
}
