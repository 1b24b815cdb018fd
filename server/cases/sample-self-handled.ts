import type { Trx } from '../db/client.ts'
import { askRules } from '../rules/ask-rules.ts'
import { evaluateHandling } from '../rules/evaluate-rule.ts'
import { factsNow } from '../rules/facts/past-facts.ts'
import type { CaseRecord } from './case-row.ts'
import { RULE_ACTOR } from './rule-actor.ts'
import { type StepBasis, writeStep } from './write-step.ts'

/** Of so many self-handled cases one is checked on site. */
export const SELF_HANDLED_SAMPLE = 5

/** Chosen by its number, which nobody chooses: the same case is always in or always out. */
export function isSampled(caseId: number): boolean {
  return caseId % SELF_HANDLED_SAMPLE === 0
}

/**
 * Whether a self-handled case waits for a check on site: the handling rule says always, never, or that the sample
 * decides, as it does where there is no rule. What is not checked the rule closes, and says so.
 */
export async function sampleSelfHandled(trx: Trx, record: CaseRecord, basis: StepBasis): Promise<CaseRecord> {
  const ruled = await askRule(trx, record, basis)
  const check = ruled?.check ?? 'sample'
  if (check === 'always' || (check === 'sample' && isSampled(record.case_id))) return record
  const note =
    check === 'never' && ruled
      ? ruled.reason.zh
      : `自处置案件每 ${SELF_HANDLED_SAMPLE} 件抽查 1 件，本件未抽中，按规则结案`
  return writeStep(
    trx,
    record,
    {
      verb: 'force_close',
      toState: 'closed',
      set: { closed_at: basis.at, close_reason: 'self_handled' },
      note,
      data: {
        rule: ruled?.reason ?? {
          code: 'SELF_HANDLED_SAMPLE',
          zh: `自处置抽查 1/${SELF_HANDLED_SAMPLE}，未抽中`,
          en: `Self-handled: 1 in ${SELF_HANDLED_SAMPLE} is checked, this one was not drawn`,
        },
        passedOver: 'fed_back',
      },
    },
    RULE_ACTOR,
    basis,
  )
}

async function askRule(trx: Trx, record: CaseRecord, { at }: StepBasis) {
  const told = await askRules(trx, {
    kind: 'handling',
    record,
    at,
    factsFor: (rule) => factsNow(trx, rule, 'handling', record.case_id),
    evaluate: evaluateHandling,
  })
  const answer = told?.answer
  return answer?.ok ? { check: answer.output.check, reason: answer.reason } : undefined
}
