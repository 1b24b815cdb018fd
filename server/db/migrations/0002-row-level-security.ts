import { type Kysely, sql } from 'kysely'

/** Hidden by the leaf area they lie in. */
const SCOPED = [
  'duty_grid',
  'unit_grid',
  'person',
  'unit',
  'part',
  'sensor',
  'inspection',
  'report',
  'report_conflict',
  'case_record',
  'case_history',
  'case_step',
  'case_attachment',
  'event_log',
]

/** Hidden with the row they belong to: [table, condition]. A hashed subquery, evaluated once a statement. */
const DEPENDENT = [
  ['person_private', 'person_id in (select person_id from person)'],
  ['report_private', 'exists (select from report r where r.report_id = report_private.report_id)'],
  ['unit_state', 'unit_id in (select unit_id from unit)'],
  ['track_point', 'unit_id in (select unit_id from unit)'],
  ['reading', 'sensor_id in (select sensor_id from sensor)'],
  ['idempotency', `user_id = current_setting('tongguan.user_id')`],
] as const

/** The scope as the transaction's start set it; in a subquery, so that it is read once a statement and not once a row. */
const IN_SCOPE = `scope_area_id = any ((select current_setting('tongguan.scope_area_ids')::int[])::int[])`

/** Rows are seen and written within the actor's areas only; the owner of the tables, which is the system, sees all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of SCOPED) await protect(db, table, IN_SCOPE)
  for (const [table, condition] of DEPENDENT) await protect(db, table, condition)
}

async function protect(db: Kysely<unknown>, table: string, condition: string): Promise<void> {
  await sql.raw(`alter table ${table} enable row level security`).execute(db)
  await sql.raw(`create policy scope on ${table} using (${condition}) with check (${condition})`).execute(db)
}
