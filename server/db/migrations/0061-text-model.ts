import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // A model that a city learned from its own cases; the newest active one of a kind speaks.
  `create table text_model (
     text_model_id integer generated always as identity primary key,
     kind text not null,
     bytes bytea not null,
     trained_at timestamptz not null,
     -- Cases it learned from, and cases it was judged by.
     example_count integer not null,
     held_out_count integer not null,
     macro_f1 real not null,
     -- Of the model that comes with the program, on the same held-out cases.
     shipped_macro_f1 real not null,
     is_active boolean not null)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
