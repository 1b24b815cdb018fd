import { type Kysely, sql } from 'kysely'

/** Somebody is sent to look before a case is registered; nobody where no patrol is able. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  'alter table case_task drop constraint case_task_kind_check',
  `alter table case_task add constraint case_task_kind_check check (kind in ('assist','check','verify'))`,
  'alter table case_task alter column department_id drop not null',
  // Whoever did not answer in time climbs once.
  'alter table case_task add column escalated_at timestamptz',
  // Serves who is under way, how much each has, and what nobody answered.
  `create index case_task_verifying on case_task (unit_id, due_at) where kind = 'verify' and state = 'open'`,
]
