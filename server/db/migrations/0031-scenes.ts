import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // What somebody wanted to happen in a seeded city, and how it went.
  `create table scene_run (
     scene_run_id integer generated always as identity primary key,
     scene text not null,
     speed real not null check (speed between 1 and 60),
     started_by text not null,
     requested_at timestamptz not null,
     begun_at timestamptz,
     -- Of the scene's own time, at its own pace.
     length_seconds integer,
     line text not null default '',
     line_en text not null default '',
     ended_at timestamptz,
     outcome text check (outcome in ('over', 'stopped', 'broken')),
     check ((ended_at is null) = (outcome is null)))`,
  // Serves: one scene at a time.
  'create unique index scene_run_open on scene_run ((true)) where ended_at is null',
  // When the simulator was last heard: one row.
  `create table life_pulse (
     life_pulse_id smallint primary key default 1 check (life_pulse_id = 1),
     heard_at timestamptz not null)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
