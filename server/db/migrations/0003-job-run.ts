import { type Kysely, sql } from 'kysely'

/** One row a repeated job: when it is due, and who has it until when. Few rows; looked at once a second. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table job_run (
    name text primary key,
    due_at timestamptz not null,
    holder text,
    leased_until timestamptz,
    started_at timestamptz,
    finished_at timestamptz,
    error text
  )`.execute(db)
}
