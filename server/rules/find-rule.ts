import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { Rule } from './evaluate-rule.ts'
import type { RuleTable } from './tables.ts'

/** The rule of a kind that holds at an instant: the newest version; undefined where the city has none. */
export async function findRule(
  db: Kysely<Database>,
  kind: RuleTable['kind'],
  at: Date,
): Promise<Rule | undefined> {
  const row = await db
    .selectFrom('rule')
    .select(['rule_id', 'code', 'version', 'content'])
    .where('kind', '=', kind)
    .where(sql<boolean>`valid @> ${at}::timestamptz`)
    .orderBy('version', 'desc')
    .orderBy('code')
    .limit(1)
    .executeTakeFirst()
  return row && { ruleId: row.rule_id, code: row.code, version: row.version, content: row.content }
}
