import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // A matter that is no longer taken: nothing new is reported or classified as it, and what stands on it stays.
  'alter table category add column retired_at timestamptz',
  'alter table basis_change drop constraint basis_change_what_check',
  `alter table basis_change add constraint basis_change_what_check
   check (what in ('duties', 'links', 'dictionary', 'checklists'))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
