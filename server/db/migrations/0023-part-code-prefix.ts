import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Serves: finding a part by the first digits of its code, whatever the database's collation.
  await sql`create index part_code_prefix on part (code text_pattern_ops)`.execute(db)
}
