import { type Kysely, sql } from 'kysely'

/** As in the migration that protects the base tables. */
const IN_SCOPE = `scope_area_id = any ((select current_setting('tongguan.scope_area_ids')::int[])::int[])`
const SCOPED = [
  'inspection_object',
  'inspection_visit',
  'inspection_visit_inspector',
  'inspection_photo',
  'inspection_finding',
]

const STATEMENTS = [
  `create table inspection_item (
     item_id integer generated always as identity primary key,
     code text not null unique,
     name text not null, name_en text not null default '',
     object_kinds text[] not null,
     checklist jsonb not null,
     ratio_percent real not null check (ratio_percent > 0 and ratio_percent <= 100),
     times_per_year smallint not null check (times_per_year between 1 and 52),
     radius_meters real not null check (radius_meters > 0),
     category_id integer references category,
     basis text not null default '', basis_en text not null default '',
     is_active boolean not null default true,
     version integer not null default 1,
     changed_at timestamptz not null, changed_by text not null
   )`,
  `create table inspection_object (
     object_id integer generated always as identity primary key,
     code text not null unique,
     kind text not null,
     name text not null, name_en text not null default '',
     owner text not null default '',
     address text not null default '',
     is_active boolean not null default true,
     source_system text not null, source_id text not null,
     scope_area_id integer not null,
     geom geometry(Point, 4326) not null,
     unique (source_system, source_id)
   )`,
  `create table inspection_inspector (
     inspector_id integer generated always as identity primary key,
     code text not null unique,
     -- Whose name stands here; people are hidden by area, and inspectors are drawn over all of them.
     person_id integer not null unique references person,
     name text not null, name_en text not null default '',
     department_id integer references department,
     is_active boolean not null default true
   )`,
  // What an inspector has declared: with this owner's objects they have nothing to do.
  `create table inspection_tie (
     inspector_id integer not null references inspection_inspector,
     owner text not null,
     kind text not null check (kind in ('relative','former_employee','shareholder','other')),
     at timestamptz not null, by_name text not null,
     primary key (inspector_id, owner)
   )`,
  `alter table inspection_draw
     add column item_id integer references inspection_item,
     add column area_id integer,
     add column list_sha256 text not null default '',
     add column by_user_id text not null default '',
     add column redraw_of_id bigint references inspection_draw,
     add column superseded_at timestamptz,
     -- Every leaf area that was drawn from: who does not see them all does not see the lists.
     add column scope_area_ids integer[] not null default '{}'`,
  'alter table inspection_draw enable row level security',
  `create policy scope on inspection_draw using (
     scope_area_ids <@ (select current_setting('tongguan.scope_area_ids')::int[]))
   with check (scope_area_ids <@ (select current_setting('tongguan.scope_area_ids')::int[]))`,
  'create unique index inspection_draw_redraw on inspection_draw (redraw_of_id) where redraw_of_id is not null',
  `create table inspection_visit (
     visit_id bigint generated always as identity primary key,
     draw_id bigint not null references inspection_draw,
     item_id integer not null references inspection_item,
     object_id integer not null references inspection_object,
     ordinal smallint not null,
     drawn_at timestamptz not null,
     due_at timestamptz not null,
     state text not null default 'drawn' check (state in ('drawn','arrived','done','superseded')),
     arrived_at timestamptz, arrived_name text not null default '',
     lng double precision, lat double precision, distance_meters real, away_reason text not null default '',
     result text check (result in ('pass','problem')),
     answers jsonb,
     note text not null default '',
     done_at timestamptz, done_name text not null default '',
     scope_area_id integer not null,
     unique (draw_id, object_id)
   )`,
  'create index inspection_visit_object on inspection_visit (item_id, object_id, drawn_at)',
  `create table inspection_visit_inspector (
     visit_id bigint not null references inspection_visit,
     inspector_id integer not null references inspection_inspector,
     scope_area_id integer not null,
     primary key (visit_id, inspector_id)
   )`,
  'create index inspection_visit_inspector_of on inspection_visit_inspector (inspector_id)',
  `create table inspection_photo (
     visit_id bigint not null references inspection_visit,
     check_code text not null,
     sha256 text not null references attachment,
     at timestamptz not null,
     scope_area_id integer not null,
     primary key (visit_id, check_code, sha256)
   )`,
  'create index inspection_photo_content on inspection_photo (sha256)',
  `create table inspection_finding (
     visit_id bigint not null references inspection_visit,
     check_code text not null,
     case_id bigint not null references case_record,
     scope_area_id integer not null,
     primary key (visit_id, check_code)
   )`,
]

/** 双随机: what is inspected, by whom, how often; each draw with its lists, each visit with its checklist. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  for (const table of SCOPED) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql.raw(`create policy scope on ${table} using (${IN_SCOPE}) with check (${IN_SCOPE})`).execute(db)
  }
}
