import { type Kysely, sql } from 'kysely'

/** Serves: a department's inbox, what it has in hand by deadline and how much of each kind, from the index alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index case_record_in_hand
    on case_record (department_id, (coalesce(due_at, 'infinity'::timestamptz)), case_id)
    include (due_at, state, rework_count, clock_level, scope_area_id)
    where state in ('dispatched','signed','handled','fed_back','shelved') and family is distinct from 'merged'`.execute(
    db,
  )
}
