import { type Kysely, sql } from 'kysely'

/** Several rules of one kind are asked in turn: the lower `place` first, then by code. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['rule', 'rule_draft'])
    await sql.raw(`alter table ${table} add column place smallint not null default 0`).execute(db)
}
