import { type Kysely, sql } from 'kysely'

/** What a sender says of a file is told again to whoever goes on with it, as tus asks. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table upload add column metadata text not null default ''`.execute(db)
}
