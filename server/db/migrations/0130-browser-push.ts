import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // A browser of somebody's is a destination of theirs alone.
  'alter table notice_destination drop constraint notice_destination_channel_check',
  `alter table notice_destination add constraint notice_destination_channel_check
     check (channel in ('system', 'sms', 'messenger', 'browser'))`,
  // What the browser gave to encrypt for it (RFC 8291), and the language that its person reads.
  'alter table notice_destination add column push_key text, add column push_auth text, add column locale text',
  `alter table notice_destination add constraint notice_destination_push_check
     check ((channel = 'browser') = (push_key is not null and push_auth is not null and locale is not null))`,
  `create unique index notice_destination_browser on notice_destination (url) where channel = 'browser'`,
  `create index notice_destination_owner on notice_destination (owner_user_id) where channel = 'browser'`,
  // Names of destinations are told apart by it.
  'create sequence browser_nth',
  // By which push services know this city (RFC 8292): made once, as browsers hold on to its public half.
  `create table push_identity (
     is_only boolean primary key default true check (is_only),
     public_key text not null, private_key text not null,
     made_at timestamptz not null
   )`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
