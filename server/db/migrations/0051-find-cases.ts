import { type Kysely, sql } from 'kysely'

const OPEN = `where state not in ('closed','canceled')`

const STATEMENTS = [
  // Serves: a word of the description or the address among millions of cases; the same expression as `caseWords`.
  `create index case_record_words on case_record using gin (
     string_to_array(regexp_replace(lower(description || ' ' || address), '(.)', '\\1 \\1', 'g'), ' '))`,
  // Serves: the first or the last digits of a case number.
  'create index case_record_number_prefix on case_record (number text_pattern_ops)',
  'create index case_record_number_suffix on case_record (reverse(number) text_pattern_ops)',
  // Serves: the queue of one category, one state, and the history of a category or an area, newest first.
  `create index case_record_open_category on case_record
     (category_id, (coalesce(due_at, 'infinity'::timestamptz)), case_id) ${OPEN}`,
  `create index case_record_open_state on case_record (state, reported_at desc, case_id desc) ${OPEN}`,
  `create index case_record_category on case_record (category_id, reported_at)`,
  'create index case_record_scope on case_record (scope_area_id, reported_at)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
