import { type Kysely, sql } from 'kysely'

/** What somebody wrote to those who answer for a selection; its notices and deliveries name it, so that receipts are found. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table notice_message (
     notice_message_id integer generated always as identity primary key,
     user_id text not null,
     text text not null,
     is_urgent boolean not null,
     thing_kind text not null check (thing_kind in ('case','part','sensor','unit')),
     thing_count integer not null,
     -- As they were found when it was sent: posts and grids change.
     recipients jsonb not null,
     skipped jsonb not null,
     at timestamptz not null
   )`,
  // Serves: what one has sent, the newest first.
  'create index notice_message_sent on notice_message (user_id, at desc)',
  'alter table notice_message enable row level security',
  `create policy own on notice_message using (user_id = current_setting('tongguan.user_id'))
     with check (user_id = current_setting('tongguan.user_id'))`,
  'alter table notification add column notice_message_id integer references notice_message on delete set null',
  `create index notification_message on notification (notice_message_id) where notice_message_id is not null`,
  'alter table notice_delivery add column notice_message_id integer references notice_message on delete set null',
  `create index notice_delivery_message on notice_delivery (notice_message_id) where notice_message_id is not null`,
]
