import { type Kysely, sql } from 'kysely'

/** How the numbers of new cases are made; what has a number keeps it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table city add column case_number_pattern text not null default '{area}{date}{serial:5}'`.execute(
    db,
  )
}
