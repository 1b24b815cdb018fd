import { sql } from 'kysely'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { HITS_DAYS } from './count-hits.ts'
import { type RuleVersion, readRules } from './rule-row.ts'
import { readTable } from './table/decision-table.ts'

const DAY_MS = 86_400_000

/** Each rule once, by its version in force, with how often it decided lately and whether another version is coming. */
export function listRules(services: Services, actor: Actor) {
  const now = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const all = await readRules(trx, now)
    const { rows: counts } = await sql<{ ruleId: number; decisions: number; rows: number }>`
      select rule_id as "ruleId", count(*)::int as decisions,
        count(distinct row_id) filter (where row_id <> '')::int as rows
      from rule_decision where at >= ${new Date(now.getTime() - HITS_DAYS * DAY_MS)} group by rule_id`.execute(
      trx,
    )
    const countOf = new Map(counts.map((row) => [row.ruleId, row]))
    return [...Map.groupBy(all, ({ code }) => code).values()].map((versions) => {
      const { content, tests, ...rule } = versions.find(({ state }) => state === 'in_force') ?? versions[0]!
      return {
        ...(rule satisfies RuleVersion),
        rowCount: readTable(content)?.rows.length ?? 0,
        testCount: tests.length,
        decisions: countOf.get(rule.ruleId)?.decisions ?? 0,
        rowsHit: countOf.get(rule.ruleId)?.rows ?? 0,
        comingVersion: versions.find(({ state }) => state === 'coming')?.version ?? null,
      }
    })
  })
}
