import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  'alter table basemap_feature add column is_bridge boolean not null default false',
  'alter table basemap_feature add column is_tunnel boolean not null default false',
  'alter table basemap_feature add column is_one_way boolean not null default false',

  `create table road_node (
     road_node_id integer primary key,
     geom geometry(Point, 4326) not null
   )`,
  `create table road_edge (
     road_edge_id integer primary key,
     from_node_id integer not null,
     to_node_id integer not null,
     length_meters double precision not null check (length_meters >= 0),
     class text not null,
     name text not null default '',
     name_en text not null default '',
     is_one_way boolean not null default false,
     free_kph double precision not null check (free_kph > 0),
     peak_kph double precision not null check (peak_kph > 0),
     geom geometry(LineString, 4326) not null
   )`,
  // Serves: the road nearest to a point.
  'create index road_edge_geom on road_edge using gist (geom)',
  // Serves: a road by its name, and the buffer around it.
  'create index road_edge_name on road_edge (name)',

  `create table place (
     place_id integer generated always as identity primary key,
     code text not null unique,
     kind text not null,
     name text not null,
     name_en text not null default '',
     pinyin text not null default '',
     initials text not null default '',
     aliases text[] not null default '{}',
     address text not null default '',
     rank integer not null default 9,
     geom geometry(Point, 4326) not null,
     area_id integer not null default 0,
     -- Everything it may be found by, in lower case and one text, so that one trigram index serves a search.
     search_text text not null default ''
   )`,
  // Serves: the text search of places.
  'create index place_search on place using gin (search_text gin_trgm_ops)',
  // Serves: an exact name or address, the commonest search.
  'create index place_name on place (name)',
  // Serves: the place nearest to a point.
  'create index place_geom on place using gist (geom)',

  `create table professional_grid (
     version_id uuid primary key default gen_random_uuid(),
     professional_grid_id integer not null,
     code text not null,
     name text not null,
     name_en text not null default '',
     sector text not null,
     department_id integer,
     unit_grid_ids integer[] not null,
     scope_area_ids integer[] not null,
     valid tstzrange not null,
     geom geometry(MultiPolygon, 4326) not null,
     source_system text not null,
     source_id text not null,
     exclude using gist (professional_grid_id with =, valid with &&)
   )`,
  'create unique index professional_grid_current on professional_grid (professional_grid_id) where upper_inf(valid)',
  'create unique index professional_grid_source on professional_grid (source_system, source_id) where upper_inf(valid)',
  'create index professional_grid_geom on professional_grid using gist (geom)',
  'create sequence professional_grid_id_seq as integer',
]

/** Seen and written by whoever has one of its leaf areas in scope. */
const IN_SCOPE = `scope_area_ids && (select current_setting('tongguan.scope_area_ids')::int[])`

/** The road network and the gazetteer, open like the basemap; the beats of trades, hidden like other grids. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  await sql.raw('alter table professional_grid enable row level security').execute(db)
  await sql
    .raw(`create policy scope on professional_grid using (${IN_SCOPE}) with check (${IN_SCOPE})`)
    .execute(db)
}
