import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // Where notices go besides the screen: another system, a gateway for text messages, a messenger.
  `create table notice_destination (
     destination_id integer generated always as identity primary key,
     name text not null unique,
     channel text not null check (channel in ('system','sms','messenger')),
     url text not null,
     secret text not null,
     kinds text[] not null default '{}',
     area_id integer,
     is_urgent_only boolean not null default false,
     quiet_from_minute smallint, quiet_until_minute smallint,
     is_active boolean not null default true,
     -- Who answers for what could not be sent.
     owner_user_id text not null, owner_name text not null,
     version integer not null default 1,
     changed_at timestamptz not null, changed_by text not null,
     check ((quiet_from_minute is null) = (quiet_until_minute is null))
   )`,
  // The outbox: written with the notice itself, sent by a job. Who it is for is looked up when it is sent.
  `create table notice_delivery (
     delivery_id bigint generated always as identity primary key,
     destination_id integer not null references notice_destination,
     kind text not null,
     case_id bigint,
     user_ids text[] not null,
     zh text not null, en text not null,
     is_urgent boolean not null,
     at timestamptz not null,
     state text not null default 'waiting' check (state in ('waiting','sent','failed')),
     due_at timestamptz not null,
     attempts smallint not null default 0,
     status_code smallint,
     error text not null default '',
     receipt text not null default '',
     sent_at timestamptz,
     retried_by text not null default ''
   )`,
  `create index notice_delivery_due on notice_delivery (due_at) where state = 'waiting'`,
  'create index notice_delivery_recent on notice_delivery (delivery_id desc)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
