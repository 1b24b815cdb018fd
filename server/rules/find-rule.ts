import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { Rule } from './evaluate-rule.ts'
import type { RuleKind } from './tables.ts'

/** Documents by their text: a rule read anew for each case is compiled once. */
const documents = new Map<string, unknown>()
const DOCUMENTS_KEPT = 100

/** The rule of a kind that holds at an instant: the newest version; undefined where the city has none. */
export async function findRule(db: Kysely<Database>, kind: RuleKind, at: Date): Promise<Rule | undefined> {
  const row = await db
    .selectFrom('rule')
    .select(['rule_id', 'code', 'version', sql<string>`content::text`.as('text')])
    .where('kind', '=', kind)
    .where(sql<boolean>`valid @> ${at}::timestamptz`)
    .orderBy('version', 'desc')
    .orderBy('code')
    .limit(1)
    .executeTakeFirst()
  return row && { ruleId: row.rule_id, code: row.code, version: row.version, content: documentOf(row.text) }
}

function documentOf(text: string): unknown {
  if (documents.size >= DOCUMENTS_KEPT) documents.clear()
  const known = documents.get(text) ?? JSON.parse(text)
  documents.set(text, known)
  return known
}
