import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Serves: a page of the desk's queue, most pressing first, in a city with 200,000 open cases.
  await sql`create index case_record_queue on case_record ((coalesce(due_at, 'infinity'::timestamptz)), case_id)
    where state not in ('closed', 'canceled')`.execute(db)
  // Serves: how many are open, and how many of these late, in the reader's areas, from the index alone.
  await sql`create index case_record_open_scope on case_record (scope_area_id) include (clock_level)
    where state not in ('closed', 'canceled')`.execute(db)
}
