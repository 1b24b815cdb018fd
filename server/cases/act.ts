import type { Transaction } from 'kysely'
import { findCategory } from '../basis/find-category.ts'
import { readCalendar } from '../basis/read-calendar.ts'
import { withScope } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import { CodedError, type ErrorKind } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { setUnitStatus } from '../units/set-unit-status.ts'
import type { ActInput } from './act-input.ts'
import { refusalOf } from './actions-for.ts'
import { answerOnce } from './answer-once.ts'
import { appraiseCase } from './appraise-case.ts'
import { becomeSystem } from './become-system.ts'
import { type CaseRecord, lockCase } from './case-row.ts'
import { type CaseRow, getCaseRow } from './case-rows.ts'
import { closeMerged } from './close-merged.ts'
import { dispatchByRule } from './dispatch-by-rule.ts'
import { endVerification } from './end-verification.ts'
import { factsOf } from './facts-of.ts'
import { type ActVerb, nextState } from './machine.ts'
import { registerByRule } from './register-by-rule.ts'
import { sampleSelfHandled } from './sample-self-handled.ts'
import { stepActorOf } from './step-actor-of.ts'
import { accept } from './verbs/accept.ts'
import { adjudicate } from './verbs/adjudicate.ts'
import { cancel } from './verbs/cancel.ts'
import { checkFail } from './verbs/check-fail.ts'
import { checkPass } from './verbs/check-pass.ts'
import { classify } from './verbs/classify.ts'
import { dispatch } from './verbs/dispatch.ts'
import { evaluate } from './verbs/evaluate.ts'
import { feedBack } from './verbs/feed-back.ts'
import { finishStage } from './verbs/finish-stage.ts'
import { forceClose } from './verbs/force-close.ts'
import { handle } from './verbs/handle.ts'
import { locate } from './verbs/locate.ts'
import { recall } from './verbs/recall.ts'
import { register } from './verbs/register.ts'
import { reopen } from './verbs/reopen.ts'
import { returnCase } from './verbs/return.ts'
import { selfHandle } from './verbs/self-handle.ts'
import { shelve } from './verbs/shelve.ts'
import { sign } from './verbs/sign.ts'
import { unshelve } from './verbs/unshelve.ts'
import type { Verb, VerbEffect } from './verbs/verb.ts'
import { verify } from './verbs/verify.ts'
import { verifyAbsent } from './verbs/verify-absent.ts'
import { verifyFound } from './verbs/verify-found.ts'
import { verifyUnclear } from './verbs/verify-unclear.ts'
import { voidCase } from './verbs/void.ts'
import { writeStep } from './write-step.ts'

const VERBS: Readonly<Record<ActVerb, Verb>> = {
  accept,
  classify,
  locate,
  register,
  dispatch,
  sign,
  return: returnCase,
  handle,
  feed_back: feedBack,
  check_pass: checkPass,
  check_fail: checkFail,
  cancel,
  verify,
  verify_found: verifyFound,
  verify_absent: verifyAbsent,
  verify_unclear: verifyUnclear,
  void: voidCase,
  recall,
  adjudicate,
  self_handle: selfHandle,
  finish_stage: finishStage,
  release: returnCase,
  shelve,
  unshelve,
  force_close: forceClose,
  reopen,
  evaluate,
}

/** Takes one step of one case for somebody, once, and answers the case as it then stands. */
export async function actOnCase(services: Services, actor: Actor, input: ActInput): Promise<CaseRow> {
  const at = services.clock.now()
  return withScope(services.db, actor, (trx) =>
    answerOnce(trx, { userId: actor.userId, key: input.idempotencyKey, request: input, at }, async () => {
      const record = await takeStep(trx, services, actor, input, at)
      return getCaseRow(trx, record.case_id, at)
    }),
  )
}

/**
 * The step itself, inside the caller's scoped transaction: lock, version, lifecycle, effect, write.
 * The case is found and locked under the actor's scope; what the step then touches (units of other areas, the case's
 * past when it moves) is the system's business.
 */
export async function takeStep(
  trx: Transaction<Database>,
  { locator }: Pick<Services, 'locator'>,
  actor: Actor,
  input: ActInput,
  at: Date,
  /** What an approved request lets the approver do. */
  approvedVerb: ActVerb | null = null,
): Promise<CaseRecord> {
  const record = await lockCase(trx, input.caseId)
  if (!record) throw new CodedError('not_found', 'CASE_NOT_FOUND', '没有这个案件', 'There is no such case')
  if (record.version !== input.version) throw versionConflict(record)
  await becomeSystem(trx)
  const category =
    record.category_id === null ? undefined : await findCategory(trx, { categoryId: record.category_id })
  const facts = await factsOf(trx, record, category?.limits, approvedVerb)
  const refusal = refusalOf(facts, input.verb, actor)
  const toState = nextState(facts, input.verb, actor)
  if (refusal || !toState)
    throw refused(refusal ?? { code: 'INVALID_TRANSITION', zh: '不能办理', en: 'Refused' })

  const effect = await VERBS[input.verb]({ trx, locator, actor, record, input, at, category })
  const calendar = await readCalendar(trx)
  const basis = { at, calendar, category: effect.category ?? category }
  const after = await writeStep(
    trx,
    record,
    {
      verb: input.verb,
      toState,
      set: effect.set,
      note: [input.note, effect.note].filter(Boolean).join('；'),
      data: effect.data,
    },
    stepActorOf(actor, record),
    basis,
  )
  await moveUnits(trx, record, after, effect, at)
  if (record.state === 'verifying' && after.state !== 'verifying') {
    const { isOnSite } = await endVerification(trx, record, input, actor, at)
    if (input.verb === 'verify_found' && isOnSite)
      return registerByRule(
        trx,
        locator,
        after,
        {
          hasPhoto: await hasPhoto(trx, after),
          isSelfHandled: false,
          isVerified: true,
          areas: locator.locate(after.lng!, after.lat!).areas,
        },
        basis,
      )
  }
  if (isFinished(after)) await closeMerged(trx, after, basis)
  const settled = input.verb === 'self_handle' ? await sampleSelfHandled(trx, after, basis) : after
  if (record.state !== 'closed') await appraiseCase(trx, settled, at)
  if (input.verb === 'self_handle') return settled
  if (input.verb !== 'register' || !basis.category) return after
  return dispatchByRule(trx, locator, after, {
    at,
    calendar,
    category: basis.category,
    hasPhoto: await hasPhoto(trx, after),
  })
}

async function hasPhoto(trx: Transaction<Database>, { case_id }: CaseRecord): Promise<boolean> {
  const photo = await trx
    .selectFrom('case_attachment')
    .select('sha256')
    .where('case_id', '=', case_id)
    .executeTakeFirst()
  return photo !== undefined
}

function isFinished({ state }: CaseRecord): boolean {
  return state === 'closed' || state === 'canceled'
}

async function moveUnits(
  trx: Transaction<Database>,
  before: CaseRecord,
  after: CaseRecord,
  { unitStatus }: VerbEffect,
  at: Date,
): Promise<void> {
  if (!unitStatus) return
  const changes: Parameters<typeof setUnitStatus>[1][] = []
  if (before.unit_id !== null && before.unit_id !== after.unit_id)
    changes.push({ unitId: before.unit_id, status: 'idle', caseId: before.case_id, at })
  if (after.unit_id !== null)
    changes.push({ unitId: after.unit_id, status: unitStatus, caseId: after.case_id, at })
  // In the order of their ids: two people who swap the same units never wait for each other in a circle.
  for (const change of changes.sort((a, b) => a.unitId - b.unitId)) await setUnitStatus(trx, change)
}

function versionConflict(record: CaseRecord): CodedError {
  return new CodedError(
    'conflict',
    'CONFLICT_VERSION',
    '案件已被他人更新，请刷新后再办',
    'Somebody else changed the case: look again before acting',
    { field: 'version', expected: String(record.version) },
  )
}

function refused(reason: { readonly code: string; readonly zh: string; readonly en: string }): CodedError {
  const kind: ErrorKind = reason.code.startsWith('FORBIDDEN') ? 'forbidden' : 'conflict'
  return new CodedError(kind, reason.code, reason.zh, reason.en, { field: 'verb' })
}
