import { type Kysely, sql } from 'kysely'

const IN_SCOPE = `scope_area_id = any ((select current_setting('tongguan.scope_area_ids')::int[])::int[])`

/** Calls of the hotline, with or without a case; the caller's number and name apart, so that they can be deleted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table hotline_call (
    call_id bigint generated always as identity primary key,
    call_key text not null unique,
    call_type text not null,
    outcome text not null,
    began_at timestamptz not null,
    ended_at timestamptz not null,
    entered_at timestamptz not null,
    is_late_entry boolean not null,
    is_confidential boolean not null,
    note text not null default '',
    transferred_to text not null default '',
    case_id bigint references case_record,
    taker_user_id text not null,
    taker_name text not null,
    scope_area_id int not null
  )`.execute(db)
  // What callers have said of a case.
  await sql`create index hotline_call_of_case on hotline_call (case_id) where case_id is not null`.execute(db)
  await sql`create table hotline_call_private (
    call_id bigint primary key references hotline_call on delete cascade,
    caller_name text,
    caller_phone text
  )`.execute(db)
  // Who is calling: earlier calls and reports of this number.
  await sql`create index hotline_call_private_phone on hotline_call_private (caller_phone)`.execute(db)
  await sql`create index report_private_phone on report_private (reporter_phone)`.execute(db)
  await sql`alter table report add column is_confidential boolean not null default false`.execute(db)
  for (const [table, condition] of [
    ['hotline_call', IN_SCOPE],
    [
      'hotline_call_private',
      'exists (select from hotline_call c where c.call_id = hotline_call_private.call_id)',
    ],
  ] as const) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql
      .raw(`create policy scope on ${table} using (${condition}) with check (${condition})`)
      .execute(db)
  }
}
