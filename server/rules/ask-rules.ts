import type { Trx } from '../db/client.ts'
import type { Rule, RuleAnswer } from './evaluate-rule.ts'
import type { Facts } from './facts/fact.ts'
import { findRules } from './find-rules.ts'
import { keepDecision } from './keep-decision.ts'
import type { RuleKind } from './rule-kind.ts'

/**
 * Asks the rules of a kind in turn until one has a row for the case, and keeps what that one said. A broken rule is not
 * passed over: the case waits for a person. Undefined where the city has no such rule.
 */
export async function askRules<Output extends Readonly<Record<string, unknown>>, Known extends Facts>(
  trx: Trx,
  {
    kind,
    record,
    at,
    factsFor,
    evaluate,
  }: {
    readonly kind: RuleKind
    readonly record: { readonly case_id: number; readonly scope_area_id: number }
    readonly at: Date
    readonly factsFor: (rule: Rule) => Promise<Known>
    readonly evaluate: (rule: Rule, facts: Known) => Promise<RuleAnswer<Output>>
  },
): Promise<{ readonly rule: Rule; readonly answer: RuleAnswer<Output> } | undefined> {
  const rules = await findRules(trx, kind, at)
  for (const rule of rules) {
    const facts = await factsFor(rule)
    const answer = await evaluate(rule, facts)
    if (!answer.ok && answer.isUnmatched && rule !== rules.at(-1)) continue
    await keepDecision(trx, { rule, record, facts, answer, at })
    return { rule, answer }
  }
  return undefined
}
