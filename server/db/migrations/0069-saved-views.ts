import { type Kysely, sql } from 'kysely'

const OWN = `user_id = current_setting('tongguan.user_id')`
const SHARED_HERE = `is_shared and (is_city_wide
  or area_ids && (select current_setting('tongguan.scope_area_ids')::int[])::int[])`

/** Views of the desk that people keep: camera, layers, filter and time under a name, for oneself or for one's area. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table saved_view (
     view_id integer generated always as identity primary key,
     name text not null,
     query text not null,
     user_id text not null,
     user_name text not null,
     is_shared boolean not null,
     is_city_wide boolean not null,
     area_ids integer[] not null,
     updated_at timestamptz not null,
     unique (user_id, name)
   )`,
  'alter table saved_view enable row level security',
  `create policy own_or_shared on saved_view for select using (${OWN} or (${SHARED_HERE}))`,
  `create policy own on saved_view using (${OWN}) with check (${OWN})`,
]
