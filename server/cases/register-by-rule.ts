import type { Trx } from '../db/client.ts'
import { findDepartment } from '../dispatch/find-department.ts'
import type { Locator } from '../locate/locator.ts'
import type { AreaRef } from '../locate/place.ts'
import { askRules } from '../rules/ask-rules.ts'
import { evaluateRegistration, type RegistrationDecision } from '../rules/evaluate-rule.ts'
import { factsAsked } from '../rules/facts/find-facts.ts'
import type { CaseRecord } from './case-row.ts'
import { dispatchByRule } from './dispatch-by-rule.ts'
import { leaveToPerson } from './leave-to-person.ts'
import { RULE_ACTOR } from './rule-actor.ts'
import { findVerifier, sendVerifier } from './send-verifier.ts'
import { type StepBasis, writeStep } from './write-step.ts'

/**
 * Asks the registration rule about a case that was just reported, or seen on site, and takes it as far as it says. Where
 * no rule decides, it stays as it is and waits for a person.
 */
export async function registerByRule(
  trx: Trx,
  locator: Locator,
  record: CaseRecord,
  about: {
    readonly hasPhoto: boolean
    /** Its reporter put it right already: rules take it no further than accepted. */
    readonly isSelfHandled: boolean
    /** Somebody looked on site and found it. */
    readonly isVerified: boolean
    readonly areas: readonly AreaRef[]
  },
  basis: StepBasis,
): Promise<CaseRecord> {
  const { category } = basis
  const { hasPhoto, isVerified } = about
  const known = {
    channel: record.channel,
    foundBy: record.found_by,
    kind: category?.kind ?? '',
    classCode: category?.classCode ?? '',
    categoryCode: category?.code ?? '',
    severity: record.severity,
    hasPhoto,
    isLocated: record.duty_grid_id !== null,
    hasCategory: category !== undefined,
    isVerified,
  }
  const told = await askRules(trx, {
    kind: 'registration',
    record,
    at: basis.at,
    factsFor: async (rule) => ({ ...(await factsAsked(trx, rule, record.case_id)), ...known }),
    evaluate: evaluateRegistration,
  })
  if (!told) return record
  const { rule, answer } = told
  if (!answer.ok) return leaveToPerson(trx, record, { rule, answer }, basis.at)
  const decision = about.isSelfHandled ? 'accept' : feasible(answer.output.decision, record)
  const byRule = { rule_id: rule.ruleId, rule_reason: JSON.stringify(answer.reason) }
  const write = (
    verb: 'accept' | 'verify' | 'register' | 'cancel',
    toState: 'accepted' | 'verifying' | 'registered' | 'canceled',
    set: object,
    note = answer.reason.zh,
    data: object = {},
  ) =>
    writeStep(
      trx,
      record,
      { verb, toState, set: { ...byRule, ...set }, note, data: { rule: answer.reason, decision, ...data } },
      RULE_ACTOR,
      basis,
    )
  const accepted = { accepted_at: record.accepted_at ?? basis.at }
  if (decision === 'register' && category) {
    const choice = await findDepartment(trx, category.categoryId, about.areas)
    const registered = await write('register', 'registered', {
      ...accepted,
      registered_at: basis.at,
      department_id: choice.departmentId,
      owner_department_id: choice.departmentId,
      department_reason: JSON.stringify(choice.reason),
    })
    return dispatchByRule(trx, locator, registered, { ...basis, category, hasPhoto })
  }
  // Whatever else it says of what was seen on site already: that has been accepted, and a person decides.
  if (isVerified) return record
  if (decision === 'cancel') return write('cancel', 'canceled', { close_reason: 'rule' })
  if (decision !== 'verify') return write('accept', 'accepted', accepted)
  const verifier = await findVerifier(trx, locator, record, basis)
  if (!verifier)
    return write('accept', 'accepted', accepted, `${answer.reason.zh}；${NOBODY.zh}`, { verifier: NOBODY })
  const { unitId, unitName, reason } = verifier
  const verifying = await write(
    'verify',
    'verifying',
    accepted,
    `${answer.reason.zh}；派${unitName}核实：${reason.zh}`,
    { unitId, verifier: reason },
  )
  await sendVerifier(trx, verifying, verifier, { at: basis.at, byName: RULE_ACTOR.name })
  return verifying
}

const NOBODY = {
  code: 'NO_PATROL',
  zh: '附近没有可用的巡查力量，转人工受理',
  en: 'no able patrol near by, a person takes it in',
}

/**
 * A rule cannot register what has no category or no grid, nor send anybody to a place that is not known: such a case is
 * accepted and waits for a person.
 */
function feasible(decision: RegistrationDecision, record: CaseRecord): RegistrationDecision {
  const isComplete = record.category_id !== null && record.duty_grid_id !== null
  if (decision === 'register') return isComplete ? decision : 'accept'
  return decision === 'verify' && record.duty_grid_id === null ? 'accept' : decision
}
