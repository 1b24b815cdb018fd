import { type Kysely, sql } from 'kysely'

/** Systems that send signed reports, and what came in but could not be taken. Both are the system's and a person's of intake. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table intake_source (
    name text primary key,
    secret text not null,
    created_at timestamptz not null,
    revoked_at timestamptz
  )`.execute(db)
  await sql`create table intake_rejection (
    rejection_id bigint generated always as identity primary key,
    source text not null,
    content_sha256 text not null,
    received_at timestamptz not null,
    code text not null,
    field text not null default '',
    message text not null,
    message_zh text not null,
    expected text not null default '',
    excerpt text not null,
    settled_at timestamptz,
    settled_by text,
    unique (source, content_sha256, code)
  )`.execute(db)
  // The queue: what nobody has looked at yet, oldest first.
  await sql`create index intake_rejection_waiting on intake_rejection (received_at) where settled_at is null`.execute(
    db,
  )
}
