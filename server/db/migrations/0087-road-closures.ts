import { type Kysely, sql } from 'kysely'

const OWN_AREAS = `scope_area_ids <@ ((select current_setting('tongguan.scope_area_ids')::int[])::int[])`

/** Stretches of road that nobody drives on for a time. Everybody may know; who answers for all their areas may change them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table road_closure (
     road_closure_id integer generated always as identity primary key,
     name text not null,
     name_en text not null,
     reason text not null check (reason in ('flood', 'works', 'accident', 'event', 'guard', 'other')),
     note text not null default '',
     from_at timestamptz not null,
     until_at timestamptz,
     closed_by text not null,
     closed_by_name text not null,
     reopened_at timestamptz,
     reopened_by text,
     scope_area_ids integer[] not null,
     idempotency_key text unique,
     geom geometry(LineString, 4326) not null,
     check (until_at is null or until_at > from_at)
   )`,
  'create index road_closure_from_at on road_closure (from_at)',
  'alter table road_closure enable row level security',
  'create policy seen on road_closure for select using (true)',
  `create policy scope on road_closure using (${OWN_AREAS}) with check (${OWN_AREAS})`,
]
