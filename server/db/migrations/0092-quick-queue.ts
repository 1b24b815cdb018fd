import { type Kysely, sql } from 'kysely'

/** What the queue shows: open, and not merged into another. */
const SHOWN = `where state not in ('closed','canceled') and family is distinct from 'merged'`

const STATEMENTS = [
  // Serves: a page of the queue under any of its filters, and its count, from the index alone. In a city with 200,000 open
  // cases the count of a rare level read every one of them.
  'drop index case_record_queue',
  `create index case_record_queue on case_record ((coalesce(due_at, 'infinity'::timestamptz)), case_id)
     include (due_at, state, clock_level, category_id, department_id, duty_grid_id, scope_area_id) ${SHOWN}`,
  // Serves: the same for whoever sees some areas, and for one level of the clock.
  'drop index case_record_open_scope',
  `create index case_record_open_scope on case_record (scope_area_id, (coalesce(due_at, 'infinity'::timestamptz)), case_id)
     include (due_at, state, clock_level, category_id, department_id, duty_grid_id, family)
     where state not in ('closed','canceled')`,
  `create index case_record_open_level on case_record (clock_level, (coalesce(due_at, 'infinity'::timestamptz)), case_id)
     include (due_at, scope_area_id) ${SHOWN}`,
  // Serves: a word within the queue, without those of the closed millions; the same expression as `caseWords`.
  `create index case_record_queue_words on case_record using gin (
     string_to_array(regexp_replace(lower(description || ' ' || address), '(.)', '\\1 \\1', 'g'), ' ')) ${SHOWN}`,
  // Serves: the scan of clocks, four times a minute: what may have to move, not all that is open.
  `create index case_record_ticking on case_record ((least(warn_at, due_at, handle_due_at)))
     ${SHOWN} and clock_level <> 'overdue' and clock_paused_at is null`,
  // An index answers alone only where the pages are known to be clean: the usual fifth of 2 million rows comes too late.
  `alter table case_record set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.05)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
