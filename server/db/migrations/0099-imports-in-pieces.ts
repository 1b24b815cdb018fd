import { type Kysely, sql } from 'kysely'

/**
 * A file is brought in piece by piece: its rows name their import, and nobody sees them until that has loaded. What was
 * there before is changed at the end, by what was noted of it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const LOADED = `import_id is null or import_id <> all ((
  select coalesce(array_agg(layer_import_id), '{}') from layer_import where loading_at is not null)::int[])`

const STATEMENTS = [
  // While it loads: when it was last at work. Null when it has loaded.
  'alter table layer_import add column loading_at timestamptz',
  'create index layer_import_loading on layer_import (layer_import_id) where loading_at is not null',
  'alter table layer_import_change add column after jsonb',
  'alter table layer add column import_id integer',
  ...['layer_feature', 'part'].flatMap((table) => [
    `alter table ${table} add column import_id integer`,
    // Serves: taking away what a killed import left.
    `create index ${table}_import on ${table} (import_id) where import_id is not null`,
    `create policy loaded on ${table} as restrictive for select using (${LOADED})`,
  ]),
]
