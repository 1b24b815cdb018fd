import { type Kysely, sql } from 'kysely'

/** Indexes and constraints that a bulk load has taken off its tables and owes them: see server/db/set-aside.ts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table set_aside (
    set_aside_id integer generated always as identity primary key,
    table_name text not null,
    phase smallint not null,
    statement text not null
  )`.execute(db)
}
