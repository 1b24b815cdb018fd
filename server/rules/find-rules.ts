import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { Rule } from './evaluate-rule.ts'
import type { RuleKind } from './rule-kind.ts'

/** Documents by their text: a rule read anew for each case is compiled once. */
const documents = new Map<string, unknown>()
const DOCUMENTS_KEPT = 100

/** The rules of a kind that hold at an instant, the newest version of each, in the order in which they are asked. */
export async function findRules(db: Kysely<Database>, kind: RuleKind, at: Date): Promise<Rule[]> {
  const { rows } = await sql<{ ruleId: number; code: string; version: number; text: string }>`
    select rule_id as "ruleId", code, version, content::text as text from (
      select distinct on (code) * from rule
      where kind = ${kind} and valid @> ${at}::timestamptz
      order by code, version desc
    ) standing
    order by place, code collate "C"`.execute(db)
  return rows.map(({ text, ...rule }) => ({ ...rule, content: documentOf(text) }))
}

function documentOf(text: string): unknown {
  if (documents.size >= DOCUMENTS_KEPT) documents.clear()
  const known = documents.get(text) ?? JSON.parse(text)
  documents.set(text, known)
  return known
}
