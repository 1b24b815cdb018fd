import { type Kysely, sql } from 'kysely'

const IN_SCOPE = `scope_area_id = any ((select current_setting('tongguan.scope_area_ids')::int[])::int[])`

/** Drafts of how a community is divided into grids, what was done to them, and which grid came of which. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table grid_draft (
    draft_id bigint generated always as identity primary key,
    scope_area_id integer not null,
    title text not null,
    state text not null check (state in ('draft','in_review','approved','published','rolled_back','discarded')),
    version integer not null default 1,
    content jsonb not null,
    base jsonb not null,
    base_version_ids uuid[] not null,
    published_version_ids uuid[],
    effective_at timestamptz,
    author_user_id text not null,
    author_name text not null,
    note text not null default '',
    created_at timestamptz not null,
    updated_at timestamptz not null,
    published_at timestamptz
  )`.execute(db)
  await sql`create index grid_draft_area on grid_draft (scope_area_id, updated_at)`.execute(db)
  // Serves: what is to be published now.
  await sql`create index grid_draft_due on grid_draft (effective_at) where state = 'approved'`.execute(db)
  await sql`create table grid_draft_step (
    draft_id bigint not null references grid_draft,
    version integer not null,
    verb text not null,
    at timestamptz not null,
    actor_user_id text not null,
    actor_name text not null,
    note text not null default '',
    scope_area_id integer not null,
    primary key (draft_id, version)
  )`.execute(db)
  await sql`create table grid_lineage (
    draft_id bigint not null references grid_draft,
    kind text not null check (kind in ('unit','duty')),
    from_id integer not null,
    to_id integer not null,
    at timestamptz not null,
    scope_area_id integer not null,
    primary key (draft_id, kind, from_id, to_id)
  )`.execute(db)
  for (const table of ['grid_draft', 'grid_draft_step', 'grid_lineage']) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql.raw(`create policy scope on ${table} using (${IN_SCOPE}) with check (${IN_SCOPE})`).execute(db)
  }
}
