import { type Kysely, sql } from 'kysely'

/** What failed and is not worth sending any more is given up by somebody, and kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table notice_delivery drop constraint notice_delivery_state_check`.execute(db)
  await sql`alter table notice_delivery add constraint notice_delivery_state_check
    check (state in ('waiting', 'sent', 'failed', 'given_up'))`.execute(db)
}
