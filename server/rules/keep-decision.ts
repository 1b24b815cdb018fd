import type { Trx } from '../db/client.ts'
import type { Rule, RuleAnswer } from './evaluate-rule.ts'
import type { Facts } from './facts/fact.ts'

/** Keeps what a rule was told and what it said: the explanation of tomorrow, the hit rates, and the runs over the past. */
export async function keepDecision(
  trx: Trx,
  {
    rule,
    record,
    facts,
    answer,
    at,
  }: {
    readonly rule: Rule
    readonly record: { readonly case_id: number; readonly scope_area_id: number }
    readonly facts: Facts
    readonly answer: RuleAnswer<Readonly<Record<string, unknown>>>
    readonly at: Date
  },
): Promise<void> {
  await trx
    .insertInto('rule_decision')
    .values({
      rule_id: rule.ruleId,
      case_id: record.case_id,
      at,
      row_id: answer.ok ? answer.reason.rowId : '',
      facts: JSON.stringify(facts),
      outcome: JSON.stringify(answer.ok ? answer.output : { problem: answer.problem }),
      scope_area_id: record.scope_area_id,
    })
    .execute()
}
