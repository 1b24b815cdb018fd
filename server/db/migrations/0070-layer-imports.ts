import { type Kysely, sql } from 'kysely'

const IN_SCOPE = `scope_area_id = any ((select current_setting('tongguan.scope_area_ids')::int[])::int[])`

/** Which files were brought in, what was wrong with them, and what they changed, so that it can be taken back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table layer_import (
     layer_import_id integer generated always as identity primary key,
     target text not null check (target in ('layer', 'parts')),
     layer_id integer references layer on delete set null,
     target_name text not null,
     file_name text not null,
     format text not null,
     coordinate_system text not null,
     counts jsonb not null,
     faults jsonb not null,
     user_id text not null,
     user_name text not null,
     imported_at timestamptz not null,
     undone_at timestamptz,
     undone_by text
   )`,
  // One row a thing that was made (before is null) or changed; taken away again when the import is undone.
  `create table layer_import_change (
     layer_import_id integer not null references layer_import on delete cascade,
     source_id text not null,
     scope_area_id integer not null,
     before jsonb,
     primary key (layer_import_id, source_id)
   )`,
  // Serves: has a later import changed the same thing?
  'create index layer_import_change_source on layer_import_change (source_id, layer_import_id)',
  'alter table layer_import_change enable row level security',
  `create policy scope on layer_import_change using (${IN_SCOPE}) with check (${IN_SCOPE})`,
]
