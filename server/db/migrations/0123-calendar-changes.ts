import { type Kysely, sql } from 'kysely'

/** Who made which days off or workdays, on what grounds: days themselves keep only what they are now. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table calendar_change (
    calendar_change_id integer generated always as identity primary key,
    from_day date not null,
    until_day date not null,
    -- Null: as their weekday has it.
    is_workday boolean,
    name text not null,
    note text not null,
    -- How many open cases got another deadline.
    moved integer not null,
    changed_at timestamptz not null,
    changed_by text not null,
    changed_by_name text not null
  )`.execute(db)
}
