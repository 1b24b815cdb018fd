import type { Trx } from '../db/client.ts'
import type { CaseRecord } from './case-row.ts'
import { RULE_ACTOR } from './dispatch-by-rule.ts'
import { type StepBasis, writeStep } from './write-step.ts'

/** Of so many self-handled cases one is checked on site. */
export const SELF_HANDLED_SAMPLE = 5

/** Chosen by its number, which nobody chooses: the same case is always in or always out. */
export function isSampled(caseId: number): boolean {
  return caseId % SELF_HANDLED_SAMPLE === 0
}

/** A self-handled case waits for a check when it is in the sample; else the rule closes it and says so. */
export async function sampleSelfHandled(trx: Trx, record: CaseRecord, basis: StepBasis): Promise<CaseRecord> {
  if (isSampled(record.case_id)) return record
  return writeStep(
    trx,
    record,
    {
      verb: 'force_close',
      toState: 'closed',
      set: { closed_at: basis.at, close_reason: 'self_handled' },
      note: `自处置案件每 ${SELF_HANDLED_SAMPLE} 件抽查 1 件，本件未抽中，按规则结案`,
      data: {
        rule: {
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
