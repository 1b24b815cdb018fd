import { type Kysely, sql } from 'kysely'

/**
 * The base tables. Geometry is WGS 84 longitude-latitude (SRID 4326).
 * Geography is versioned: `version_id` is immutable, `valid` is the time it holds; the current one has an open end.
 * Every row that a scope may hide carries `scope_area_id`: the leaf area it lies in, 0 where it lies in none.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  'create extension if not exists postgis',
  'create extension if not exists btree_gist',
  'create extension if not exists pg_trgm',

  // ── city ────────────────────────────────────────────────────────────────
  `create table city (
     city_id smallint primary key default 1 check (city_id = 1),
     code text not null,
     name text not null,
     name_en text not null,
     time_zone text not null,
     min_lng double precision not null, min_lat double precision not null,
     max_lng double precision not null, max_lat double precision not null,
     seed text,
     seeded_until timestamptz,
     profile jsonb not null
   )`,

  // ── areas and grids ─────────────────────────────────────────────────────
  `create table area (
     version_id uuid primary key default gen_random_uuid(),
     area_id integer not null,
     code text not null,
     name text not null,
     name_en text not null default '',
     level text not null check (level in ('city','district','subdistrict','community')),
     parent_area_id integer,
     path integer[] not null,
     valid tstzrange not null,
     geom geometry(MultiPolygon, 4326) not null,
     source_system text not null,
     source_id text not null,
     exclude using gist (area_id with =, valid with &&)
   )`,
  'create unique index area_current on area (area_id) where upper_inf(valid)',
  'create unique index area_source on area (source_system, source_id) where upper_inf(valid)',
  // Serves: the spatial join of a point with the areas that cover it.
  'create index area_geom on area using gist (geom)',
  'create sequence area_id_seq as integer',

  `create table duty_grid (
     version_id uuid primary key default gen_random_uuid(),
     duty_grid_id integer not null,
     code text not null,
     name text not null,
     name_en text not null default '',
     kind text not null default 'general',
     scope_area_id integer not null,
     valid tstzrange not null,
     geom geometry(MultiPolygon, 4326) not null,
     source_system text not null,
     source_id text not null,
     exclude using gist (duty_grid_id with =, valid with &&)
   )`,
  'create unique index duty_grid_current on duty_grid (duty_grid_id) where upper_inf(valid)',
  'create unique index duty_grid_source on duty_grid (source_system, source_id) where upper_inf(valid)',
  'create index duty_grid_geom on duty_grid using gist (geom)',
  'create sequence duty_grid_id_seq as integer',

  `create table unit_grid (
     version_id uuid primary key default gen_random_uuid(),
     unit_grid_id integer not null,
     code text not null,
     duty_grid_id integer not null,
     scope_area_id integer not null,
     land_use text not null default '',
     area_square_meters double precision not null,
     valid tstzrange not null,
     geom geometry(MultiPolygon, 4326) not null,
     source_system text not null,
     source_id text not null,
     exclude using gist (unit_grid_id with =, valid with &&)
   )`,
  'create unique index unit_grid_current on unit_grid (unit_grid_id) where upper_inf(valid)',
  'create unique index unit_grid_source on unit_grid (source_system, source_id) where upper_inf(valid)',
  'create index unit_grid_geom on unit_grid using gist (geom)',
  'create sequence unit_grid_id_seq as integer',
  // One row a unit grid: when anything of ours last looked inside. Serves: unseen places.
  `create table unit_grid_seen (
     unit_grid_id integer primary key,
     track_at timestamptz, report_at timestamptz, inspection_at timestamptz
   )`,

  // ── basemap ─────────────────────────────────────────────────────────────
  `create table basemap_feature (
     feature_id integer generated always as identity primary key,
     layer text not null,
     class text not null,
     name text not null default '',
     name_en text not null default '',
     rank smallint not null default 0,
     height_meters real not null default 0,
     geom geometry(Geometry, 4326) not null,
     source_system text not null,
     source_id text not null,
     unique (source_system, source_id)
   )`,
  'create index basemap_feature_geom on basemap_feature using gist (geom)',

  // ── organisation ────────────────────────────────────────────────────────
  `create table department (
     department_id integer generated always as identity primary key,
     code text not null unique,
     name text not null, name_en text not null default '',
     kind text not null,
     integration_level smallint not null default 3 check (integration_level between 1 and 3),
     area_id integer
   )`,
  `create table person (
     person_id integer generated always as identity primary key,
     code text not null unique,
     name text not null, name_en text not null default '',
     post text not null,
     department_id integer references department,
     scope_area_id integer not null default 0
   )`,
  'create table person_private (person_id integer primary key references person on delete cascade, phone text not null)',
  `create table duty_grid_person (
     duty_grid_id integer not null,
     person_id integer not null references person,
     duty text not null check (duty in ('chief','worker','collector')),
     primary key (duty_grid_id, person_id, duty)
   )`,
  `create table unit (
     unit_id integer generated always as identity primary key,
     code text not null unique,
     name text not null, name_en text not null default '',
     kind text not null,
     department_id integer not null references department,
     skills text[] not null default '{}',
     home geometry(Point, 4326) not null,
     scope_area_id integer not null default 0
   )`,
  `create table unit_shift (
     unit_id integer not null references unit on delete cascade,
     weekday smallint not null check (weekday between 0 and 6),
     start_minute smallint not null, end_minute smallint not null,
     primary key (unit_id, weekday, start_minute)
   )`,
  // Last value only; movement never goes through the event log.
  `create table unit_state (
     unit_id integer primary key references unit on delete cascade,
     lng double precision not null, lat double precision not null,
     heading_degrees real not null default 0,
     status text not null default 'idle' check (status in ('idle','enroute','busy','off')),
     case_id bigint,
     at timestamptz not null
   )`,
  `create table track_point (
     unit_id integer not null, at timestamptz not null,
     lng double precision not null, lat double precision not null
   )`,
  'create index track_point_at on track_point using brin (at)',
  'create index track_point_unit on track_point (unit_id, at)',

  // ── basis: categories, duties, calendar, rules ──────────────────────────
  `create table category (
     category_id integer generated always as identity primary key,
     version integer not null default 1,
     code text not null unique,
     national_code text,
     kind text not null check (kind in ('part','event')),
     class_code text not null, class_name text not null, class_name_en text not null default '',
     name text not null, name_en text not null default '',
     severity text not null default 'normal' check (severity in ('normal','important','urgent')),
     skill text not null default ''
   )`,
  `create table category_limit (
     category_id integer not null references category on delete cascade,
     stage text not null check (stage in ('dispatch','handle','check','total')),
     clock text not null check (clock in ('urgent','work_hours','work_days','natural_days')),
     amount real not null,
     primary key (category_id, stage)
   )`,
  `create table duty (
     duty_id integer generated always as identity primary key,
     category_id integer not null references category on delete cascade,
     area_id integer,
     department_id integer not null references department
   )`,
  // One row a category and area (null: the whole city); the smallest area wins.
  'create unique index duty_key on duty (category_id, coalesce(area_id, 0))',
  "create table calendar_day (day date primary key, is_workday boolean not null, name text not null default '')",
  `create table work_period (start_minute smallint primary key, end_minute smallint not null)`,
  `create table rule (
     rule_id integer generated always as identity primary key,
     code text not null,
     kind text not null check (kind in ('registration','dispatch','handling','appraisal')),
     name text not null, name_en text not null default '',
     version integer not null default 1,
     content jsonb not null,
     valid tstzrange not null,
     unique (code, version)
   )`,

  // ── parts and sensors ───────────────────────────────────────────────────
  `create table part (
     part_id integer generated always as identity primary key,
     code text not null unique,
     category_id integer not null references category,
     name text not null default '', name_en text not null default '',
     condition text not null default 'good' check (condition in ('good','fair','poor','missing')),
     in_charge_department_id integer references department,
     owner text not null default '', maintainer text not null default '',
     installed_on date,
     address text not null default '',
     scope_area_id integer not null,
     unit_grid_id integer, duty_grid_id integer,
     geom geometry(Point, 4326) not null,
     attributes jsonb not null default '{}',
     source_system text not null, source_id text not null,
     unique (source_system, source_id)
   )`,
  'create index part_geom on part using gist (geom)',
  'create index part_duty_grid on part (duty_grid_id, category_id)',
  `create table sensor (
     sensor_id integer generated always as identity primary key,
     code text not null unique,
     name text not null, name_en text not null default '',
     kind text not null,
     unit_of_measure text not null,
     warn_above double precision, alarm_above double precision,
     scope_area_id integer not null,
     geom geometry(Point, 4326) not null,
     last_value double precision, last_at timestamptz,
     level text not null default 'normal' check (level in ('normal','warn','alarm','silent'))
   )`,
  'create index sensor_geom on sensor using gist (geom)',
  'create table reading (sensor_id integer not null, at timestamptz not null, value double precision not null, primary key (sensor_id, at))',
  `create table inspection (
     inspection_id integer generated always as identity primary key,
     person_id integer, part_id integer, at timestamptz not null,
     result text not null default 'normal',
     scope_area_id integer not null, unit_grid_id integer,
     geom geometry(Point, 4326) not null
   )`,
  'create index inspection_unit_grid on inspection (unit_grid_id, at)',

  // ── reports ─────────────────────────────────────────────────────────────
  `create table report (
     report_id bigint generated always as identity primary key,
     source_system text not null, source_id text not null,
     content_sha256 text not null,
     follow_token text not null unique,
     channel text not null,
     category_id integer references category,
     description text not null,
     address text not null default '',
     geom geometry(Point, 4326),
     original_x double precision, original_y double precision,
     coordinate_system text not null default 'WGS84',
     reported_at timestamptz not null, received_at timestamptz not null,
     case_id bigint,
     source_area_label text,
     scope_area_id integer not null,
     unique (source_system, source_id)
   )`,
  'create index report_case on report (case_id)',
  'create table report_private (report_id bigint primary key references report on delete cascade, reporter_name text, reporter_phone text)',
  // Same source id, other content: waits for a person, never overwrites, never vanishes.
  `create table report_conflict (
     conflict_id bigint generated always as identity primary key,
     source_system text not null, source_id text not null,
     content_sha256 text not null,
     report_id bigint not null references report,
     payload jsonb not null,
     received_at timestamptz not null,
     resolved_at timestamptz, resolution text,
     scope_area_id integer not null,
     unique (source_system, source_id, content_sha256)
   )`,
  `create table attachment (
     sha256 text primary key, mime text not null, bytes integer not null, stored_at timestamptz not null
   )`,
  `create table case_attachment (
     case_id bigint not null, sha256 text not null references attachment, role text not null,
     at timestamptz not null, scope_area_id integer not null,
     primary key (case_id, sha256, role)
   )`,

  // ── cases ───────────────────────────────────────────────────────────────
  `create table case_record (
     case_id bigint generated always as identity primary key,
     number text not null unique,
     version integer not null default 1,
     flow_version integer not null default 1,
     state text not null check (state in
       ('reported','accepted','registered','dispatched','signed','handled','fed_back','closed','canceled')),
     channel text not null,
     found_by text not null check (found_by in ('public','us','machine')),
     category_id integer references category,
     description text not null,
     address text not null default '',
     geom geometry(Point, 4326),
     scope_area_id integer not null,
     area_version_id uuid, unit_grid_version_id uuid, duty_grid_version_id uuid,
     unit_grid_id integer, duty_grid_id integer,
     locate_reason jsonb,
     part_id integer references part,
     severity text not null default 'normal',
     department_id integer references department,
     department_reason jsonb,
     unit_id integer references unit,
     check_department_id integer references department,
     rule_id integer references rule, rule_reason jsonb,
     auto_dispatched boolean not null default false,
     reported_at timestamptz not null,
     accepted_at timestamptz, registered_at timestamptz, dispatched_at timestamptz, signed_at timestamptz,
     handled_at timestamptz, fed_back_at timestamptz, checked_at timestamptz, closed_at timestamptz,
     handle_due_at timestamptz,
     due_at timestamptz,
     warn_at timestamptz,
     clock_level text not null default 'normal' check (clock_level in ('normal','near','overdue')),
     return_count smallint not null default 0,
     rework_count smallint not null default 0,
     close_reason text,
     is_backdated boolean not null default false,
     source_system text not null, source_id text not null,
     updated_at timestamptz not null,
     unique (source_system, source_id)
   )`,
  'create index case_record_geom on case_record using gist (geom)',
  // Serves: the desk's queue, open cases by deadline.
  `create index case_record_open on case_record (due_at) where state not in ('closed','canceled')`,
  // Serves: indices, ranks and checkups over a period.
  'create index case_record_reported on case_record (reported_at)',
  'create index case_record_unit_grid on case_record (unit_grid_id, reported_at)',
  'create index case_record_duty_grid on case_record (duty_grid_id, reported_at)',
  'create index case_record_department on case_record (department_id, state)',
  // The case as it was: one row a version, for as-of reads.
  `create table case_history (
     case_id bigint not null, version integer not null,
     valid tstzrange not null,
     state text not null, department_id integer, unit_id integer, duty_grid_id integer, category_id integer,
     scope_area_id integer not null,
     primary key (case_id, version)
   )`,
  `create table case_step (
     step_id bigint generated always as identity primary key,
     case_id bigint not null, version integer not null,
     verb text not null, from_state text, to_state text not null,
     at timestamptz not null, recorded_at timestamptz not null,
     actor_user_id text, actor_name text not null default '', actor_role text not null default '',
     department_id integer, unit_id integer,
     note text not null default '',
     data jsonb not null default '{}',
     scope_area_id integer not null
   )`,
  'create index case_step_case on case_step (case_id, at)',
  'create sequence case_number_seq',

  // ── access ──────────────────────────────────────────────────────────────
  `create table role_grant (
     user_id text not null, role text not null,
     area_id integer, department_id integer, person_id integer
   )`,
  'create unique index role_grant_key on role_grant (user_id, role, coalesce(area_id, 0))',
  `create table api_key (
     api_key_id integer generated always as identity primary key,
     name text not null, sha256 text not null unique,
     user_id text not null,
     created_at timestamptz not null, revoked_at timestamptz
   )`,
  `create table idempotency (
     user_id text not null, key text not null, request_sha256 text not null,
     response jsonb not null, at timestamptz not null,
     primary key (user_id, key)
   )`,
  // Who opened which personal data, and when.
  `create table access_log (
     access_id bigint generated always as identity primary key,
     user_id text not null, subject text not null, subject_id text not null, at timestamptz not null
   )`,

  // ── event log ───────────────────────────────────────────────────────────
  `create table event_log (
     event_id bigint generated always as identity primary key,
     position bigint unique,
     at timestamptz not null,
     type text not null,
     scope_area_id integer not null,
     entity text not null, entity_id text not null,
     actor text not null default '',
     data jsonb not null default '{}',
     hash text
   )`,
  // Serves: the sequencer, which numbers committed rows.
  'create index event_log_unnumbered on event_log (event_id) where position is null',
  'create index event_log_entity on event_log (entity, entity_id)',

  // ── indices ─────────────────────────────────────────────────────────────
  `create table index_definition (
     code text primary key, version integer not null default 1,
     name text not null, name_en text not null default '',
     formula text not null, formula_en text not null default '',
     unit text not null default '',
     direction text not null check (direction in ('higher_is_better','lower_is_better')),
     min_sample integer not null default 5
   )`,
  // \`entity\` is unit_grid, duty_grid or area; \`grade\` 1 (best) to 5 (worst), null when the sample is too small.
  `create table index_value (
     code text not null references index_definition, entity text not null, entity_id integer not null,
     from_at timestamptz not null, to_at timestamptz not null,
     value double precision, sample integer not null, grade smallint,
     computed_at timestamptz not null,
     primary key (code, entity, entity_id)
   )`,

  // ── import runs ─────────────────────────────────────────────────────────
  `create table import_run (
     import_run_id integer generated always as identity primary key,
     source_system text not null, started_at timestamptz not null, finished_at timestamptz, report jsonb
   )`,
]
