import { type Kysely, sql } from 'kysely'

/** Who changed how far a department has joined, when and on what grounds; the level itself stands with the department. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table department_integration_change (
      change_id integer generated always as identity primary key,
      department_id integer not null references department (department_id),
      at timestamptz not null,
      from_level smallint not null check (from_level between 1 and 3),
      to_level smallint not null check (to_level between 1 and 3),
      actor_user_id text not null,
      actor_name text not null,
      reason text not null
    )`.execute(db)
}
