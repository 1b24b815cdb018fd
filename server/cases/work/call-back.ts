import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'
import { stepActorOf } from '../step-actor-of.ts'
import { onCaseSchema, refuse, whyTextSchema, withCase } from './with-case.ts'
import { writeWork } from './write-work.ts'

export const callBackSchema = onCaseSchema.extend({
  reportId: z.number().int().positive(),
  outcome: z.enum(['reached', 'unreachable', 'refused']),
  isResponded: z.boolean().optional(),
  isResolved: z.boolean().optional(),
  isSatisfied: z.boolean().optional(),
  note: z.string().trim().max(1000).default(''),
})
export const excludeSchema = onCaseSchema.extend({
  callbackId: z.number().int().positive(),
  reason: whyTextSchema,
})
export const decideExclusionSchema = onCaseSchema.extend({
  callbackId: z.number().int().positive(),
  isApproved: z.boolean(),
})

/** 回访: the reporter's own word on three questions, or an attempt that did not reach them. */
export function callBack(services: Services, actor: Actor, input: z.output<typeof callBackSchema>) {
  return withCase(services, actor, input, async ({ trx, record, at }) => {
    const report = await trx
      .selectFrom('report')
      .leftJoin('case_record', 'case_record.case_id', 'report.case_id')
      .select(['report.case_id', 'case_record.master_case_id'])
      .where('report_id', '=', input.reportId)
      .executeTakeFirst()
    if (report?.case_id !== record.case_id && report?.master_case_id !== record.case_id)
      throw refuse('REPORT_NOT_FOUND', '这条上报不属于本案', 'That report is not of this case', 'reportId')
    const answers = [input.isResponded, input.isResolved, input.isSatisfied]
    const isReached = input.outcome === 'reached'
    if (isReached && answers.some((answer) => answer === undefined))
      throw refuse('MISSING_FIELD', '接通后三问都要记录', 'All three answers, once they were reached')
    const made = await trx
      .insertInto('case_callback')
      .values({
        case_id: record.case_id,
        report_id: input.reportId,
        outcome: input.outcome,
        is_responded: isReached ? input.isResponded! : null,
        is_resolved: isReached ? input.isResolved! : null,
        is_satisfied: isReached ? input.isSatisfied! : null,
        note: input.note,
        at,
        by_user_id: actor.userId,
        by_name: actor.name,
        scope_area_id: record.scope_area_id,
      })
      .returning('callback_id')
      .executeTakeFirstOrThrow()
    const data = { callbackId: made.callback_id, outcome: input.outcome }
    await writeWork(
      trx,
      record,
      { verb: 'call_back', note: input.note, data },
      stepActorOf(actor, record),
      at,
    )
    return { callbackId: made.callback_id }
  })
}

/** 剔除: an unreasonable demand is left out of the score with a reason; somebody else must agree. */
export function askExclusion(services: Services, actor: Actor, input: z.output<typeof excludeSchema>) {
  return withCase(services, actor, input, async ({ trx, record, at }) => {
    const asked = await trx
      .updateTable('case_callback')
      .set({ excluded: 'asked', exclude_reason: input.reason, excluded_by: actor.userId })
      .where('callback_id', '=', input.callbackId)
      .where('case_id', '=', record.case_id)
      .where('excluded', '=', 'no')
      .returning('callback_id')
      .executeTakeFirst()
    if (!asked)
      throw refuse('CALLBACK_NOT_FOUND', '没有可剔除的回访', 'There is no such call-back to leave out')
    const data = { callbackId: input.callbackId }
    await writeWork(
      trx,
      record,
      { verb: 'ask', note: input.reason, data: { ...data, kind: 'exclude' } },
      stepActorOf(actor, record),
      at,
    )
    return data
  })
}

export function decideExclusion(
  services: Services,
  actor: Actor,
  input: z.output<typeof decideExclusionSchema>,
) {
  return withCase(services, actor, input, async ({ trx, record, at }) => {
    if (!actor.roles.some((role) => role === 'admin' || role === 'shift_leader'))
      throw refuse('FORBIDDEN_LEVEL', '须由值班长审批', 'It takes the shift leader')
    const row = await trx
      .selectFrom('case_callback')
      .select(['excluded', 'excluded_by', 'exclude_reason'])
      .where('callback_id', '=', input.callbackId)
      .where('case_id', '=', record.case_id)
      .forUpdate()
      .executeTakeFirst()
    if (row?.excluded !== 'asked')
      throw refuse('CALLBACK_NOT_FOUND', '没有待审的剔除', 'Nothing waits to be decided')
    if (row.excluded_by === actor.userId)
      throw refuse('FORBIDDEN_OWN_REQUEST', '申请人不能审批自己的申请', 'Whoever asked may not decide')
    await trx
      .updateTable('case_callback')
      .set({ excluded: input.isApproved ? 'approved' : 'refused' })
      .where('callback_id', '=', input.callbackId)
      .execute()
    const data = { callbackId: input.callbackId, isApproved: input.isApproved }
    await writeWork(
      trx,
      record,
      { verb: 'exclude', note: row.exclude_reason, data },
      stepActorOf(actor, record),
      at,
    )
    return data
  })
}
