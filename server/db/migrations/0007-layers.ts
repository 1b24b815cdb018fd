import { type Kysely, sql } from 'kysely'

/** Layers that people bring in, and shapes that they keep. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const IN_SCOPE = `scope_area_id = any ((select current_setting('tongguan.scope_area_ids')::int[])::int[])`
const OWN = `user_id = current_setting('tongguan.user_id')`

const statements = [
  `create table layer (
     layer_id integer generated always as identity primary key,
     code text not null unique,
     name text not null,
     created_by text not null,
     created_at timestamptz not null,
     changed_at timestamptz not null
   )`,
  // One row a source id: the same file again changes it and adds none.
  `create table layer_feature (
     layer_feature_id bigint generated always as identity primary key,
     layer_id integer not null references layer on delete cascade,
     source_id text not null,
     name text not null default '',
     attributes jsonb not null default '{}',
     geom geometry(Geometry, 4326) not null,
     scope_area_id integer not null,
     imported_at timestamptz not null,
     unique (layer_id, source_id)
   )`,
  // Serves: features of a box, for the map, identify and other GIS clients.
  'create index layer_feature_geom on layer_feature using gist (geom)',
  'alter table layer_feature enable row level security',
  `create policy scope on layer_feature using (${IN_SCOPE}) with check (${IN_SCOPE})`,

  // A drawn area by its name. Whoever has its token and may read the map may open it.
  `create table saved_shape (
     saved_shape_id integer generated always as identity primary key,
     token text not null unique,
     name text not null,
     geom geometry(Geometry, 4326) not null,
     user_id text not null,
     is_shared boolean not null default false,
     created_at timestamptz not null
   )`,
  // Serves: a person's own list.
  'create index saved_shape_user on saved_shape (user_id, created_at)',
  'alter table saved_shape enable row level security',
  `create policy own_or_shared on saved_shape for select using (is_shared or ${OWN})`,
  `create policy own on saved_shape using (${OWN}) with check (${OWN})`,
]
