import { type Kysely, sql } from 'kysely'

/** How often the robot's scores came true, learned anew from time to time; each version stays. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`create table robot_calibration (
      calibration_id integer generated always as identity primary key,
      at timestamptz not null,
      -- Decisions from then on, and how many of them a department has answered.
      since timestamptz not null,
      decided integer not null,
      steps jsonb not null,
      figures jsonb not null
    )`)
    .execute(db)
}
