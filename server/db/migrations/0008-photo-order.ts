import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // The photos of one report have one moment; their order is the reporter's.
  await sql`alter table case_attachment add column ordinal integer not null default 0`.execute(db)
}
