import { sql } from 'kysely'
import type { Trx } from '../db/client.ts'
import { decide } from './evaluate-rule.ts'
import { listPastCases } from './facts/past-facts.ts'
import type { RuleKind } from './rule-kind.ts'
import { readTable } from './table/decision-table.ts'

/** Hits are counted over so many days back. */
export const HITS_DAYS = 30
/** So many of the latest cases are put to the rule anew when it is opened. */
const REPLAYED_CASES = 1000
const DAY_MS = 86_400_000

export type RuleHits = {
  readonly days: number
  /** Decisions of this version as they were made; `unmatched`: no row fitted. */
  readonly decided: {
    readonly total: number
    readonly unmatched: number
    readonly byRow: Readonly<Record<string, number>>
  }
  /** What this version says of the latest cases, whoever decided them. */
  readonly replayed: {
    readonly total: number
    readonly unmatched: number
    readonly byRow: Readonly<Record<string, number>>
  }
}

/** How often each row of a version fired, in earnest and on the latest cases put to it anew. */
export async function countHits(
  trx: Trx,
  { ruleId, kind, content }: { readonly ruleId: number; readonly kind: RuleKind; readonly content: unknown },
  now: Date,
): Promise<RuleHits> {
  const since = new Date(now.getTime() - HITS_DAYS * DAY_MS)
  const { rows } = await sql<{ rowId: string; n: number }>`
    select row_id as "rowId", count(*)::int as n from rule_decision
    where rule_id = ${ruleId} and at >= ${since} group by row_id order by row_id`.execute(trx)
  const cases = await listPastCases(trx, {
    kind,
    asked: readTable(content)?.inputs ?? [],
    since,
    limit: REPLAYED_CASES,
  })
  const fired = await Promise.all(
    cases.map(async ({ facts }) => (await decide(content, facts).catch(() => undefined))?.row.id ?? ''),
  )
  return { days: HITS_DAYS, decided: sum(rows), replayed: sum(fired.map((rowId) => ({ rowId, n: 1 }))) }
}

function sum(rows: readonly { readonly rowId: string; readonly n: number }[]) {
  const byRow: Record<string, number> = {}
  for (const { rowId, n } of rows) byRow[rowId] = (byRow[rowId] ?? 0) + n
  const { '': unmatched = 0, ...named } = byRow
  return { total: rows.reduce((total, { n }) => total + n, 0), unmatched, byRow: named }
}
