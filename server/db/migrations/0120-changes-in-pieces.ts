import { type Kysely, sql } from 'kysely'

/** What an import changes is changed piece by piece, too: what has been made by now is put back if the import dies. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table layer_import_change add column is_made boolean not null default false`.execute(db)
}
