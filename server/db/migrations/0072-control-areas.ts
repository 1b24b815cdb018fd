import { type Kysely, sql } from 'kysely'

/** Where collectors do not report, and why: a site under its builder's care, a place another authority keeps. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table control_area (
    control_area_id integer generated always as identity primary key,
    code text not null unique,
    name text not null,
    name_en text not null default '',
    reason text not null,
    reason_en text not null default '',
    from_at timestamptz not null,
    until_at timestamptz,
    geom geometry(Geometry, 4326) not null
  )`.execute(db)
  await sql`create index control_area_geom on control_area using gist (geom)`.execute(db)
}
