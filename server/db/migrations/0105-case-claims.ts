import { type Kysely, sql } from 'kysely'

/** 认领: whoever has taken a case upon themselves at the center; it goes with the shift. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const IN_SCOPE = `scope_area_id = any ((select current_setting('tongguan.scope_area_ids')::int[])::int[])`

const STATEMENTS = [
  `create table case_claim (
     case_id bigint primary key references case_record,
     user_id text not null,
     name text not null,
     at timestamptz not null,
     scope_area_id integer not null
   )`,
  // Serves: what passes over with a shift.
  'create index case_claim_user on case_claim (user_id)',
  'alter table case_claim enable row level security',
  `create policy scope on case_claim using (${IN_SCOPE}) with check (${IN_SCOPE})`,
]
