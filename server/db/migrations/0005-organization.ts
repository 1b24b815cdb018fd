import { type Kysely, sql } from 'kysely'

/** What a department is for, what a crew has with it and where it stands, and who is on duty in which week's hours. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table department
    add column mandate text not null default '',
    add column mandate_en text not null default ''`.execute(db)
  await sql`alter table unit
    add column crew_size smallint not null default 2,
    add column vehicle_kind text not null default '',
    add column vehicle_plate text not null default '',
    add column equipment text[] not null default '{}',
    add column depot text not null default ''`.execute(db)
  await sql`create table roster_shift (
    person_id integer not null references person on delete cascade,
    weekday smallint not null check (weekday between 0 and 6),
    start_minute smallint not null check (start_minute between 0 and 1439),
    end_minute smallint not null check (end_minute > start_minute),
    kind text not null check (kind in ('day','night','handover')),
    primary key (person_id, weekday, start_minute)
  )`.execute(db)
  // Seen with the person, as far as the reader's areas go.
  await sql`alter table roster_shift enable row level security`.execute(db)
  await sql`create policy scope on roster_shift
    using (person_id in (select person_id from person))
    with check (person_id in (select person_id from person))`.execute(db)
}
