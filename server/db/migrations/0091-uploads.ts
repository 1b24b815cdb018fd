import { type Kysely, sql } from 'kysely'

/** What is coming in by pieces: whose it is, how far it came, and once it is whole, what it is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table upload (
    upload_id text primary key,
    -- Null: of somebody who has not signed in, and of whoever knows the id.
    owner_user_id text,
    -- A hash that tells senders apart for their limits, not who they are.
    sender text not null,
    bytes bigint not null check (bytes > 0),
    received_bytes bigint not null default 0,
    pieces text[] not null default '{}',
    sha256 text,
    mime text,
    stored_bytes bigint,
    touched_at timestamptz not null,
    check (received_bytes between 0 and bytes)
  )`.execute(db)
  await sql`create index upload_touched on upload (touched_at)`.execute(db)
  await sql`create index upload_sender on upload (sender)`.execute(db)
}
