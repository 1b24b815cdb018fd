import { z } from 'zod'
import { type Trx, withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { countHits } from './count-hits.ts'
import { factsOfKind } from './facts/fact-catalog.ts'
import { nameCodes } from './name-codes.ts'
import { OUTCOMES } from './outcome-catalog.ts'
import { findVersion } from './rule-row.ts'
import { checkTable } from './table/check-table.ts'
import { type Condition, readCondition } from './table/condition.ts'
import { type DecisionTable, readTable } from './table/decision-table.ts'

export const ruleVersionSchema = z.object({
  code: z.string().min(1).max(100),
  /** The one in force where it is left out. */
  version: z.number().int().positive().nullable().default(null),
})

/** A version of a rule as a person reads it: its table, what its facts are, its other versions. */
export function getRule(
  services: Services,
  actor: Actor,
  { code, version }: z.output<typeof ruleVersionSchema>,
) {
  const now = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const { rule, versions } = await findVersion(trx, now, code, version)
    const { content, ...about } = rule
    const table = mustRead(content)
    return {
      ...about,
      table,
      conditions: conditionsOf(table),
      findings: checkTable(rule.kind, table),
      facts: factsOfKind(rule.kind, table.inputs),
      outcomes: OUTCOMES[rule.kind],
      names: await namesIn(trx, table),
      versions: versions.map(({ content: _, tests, ...one }) => one),
    }
  })
}

/** How often its rows fire; apart from the rule itself, which is there at once. */
export function getHits(
  services: Services,
  actor: Actor,
  { code, version }: z.output<typeof ruleVersionSchema>,
) {
  const now = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const { rule } = await findVersion(trx, now, code, version)
    return countHits(trx, rule, now)
  })
}

/** Of the classes and categories whose codes stand in the table. */
export async function namesIn(trx: Trx, { rows }: DecisionTable) {
  const text = JSON.stringify(rows.map(({ cells }) => cells))
  return Object.fromEntries(Object.entries(await nameCodes(trx)).filter(([code]) => text.includes(code)))
}

/** What each cell asks, as far as it can be put in words: by row, then by fact. */
export function conditionsOf({ inputs, rows }: DecisionTable): Record<string, Condition>[] {
  return rows.map(({ cells }) =>
    Object.fromEntries(inputs.map((input) => [input, readCondition(cells[input] ?? '')])),
  )
}

export function mustRead(content: unknown): DecisionTable {
  const table = readTable(content)
  if (!table)
    throw new CodedError(
      'conflict',
      'NOT_A_TABLE',
      '规则文档不是一张决策表，无法在此阅读',
      'The document is not one decision table and cannot be read here',
      { field: 'content', expected: 'one decisionTableNode with hit policy first' },
    )
  return table
}
