import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { noticeUsers } from '../../notices/notify.ts'
import type { Services } from '../../services.ts'
import { takeStep } from '../act.ts'
import type { CaseRecord } from '../case-row.ts'
import { startPause } from '../pause-clock.ts'
import { stepActorOf } from '../step-actor-of.ts'
import { approverOfLevel } from './approver-of.ts'
import { changeCase } from './change-case.ts'
import { type CaseContext, onCaseSchema, refuse, whyTextSchema, withCase } from './with-case.ts'
import { writeWork } from './write-work.ts'

export const decisionSchema = onCaseSchema.extend({
  requestId: z.number().int().positive(),
  isApproved: z.boolean(),
  note: whyTextSchema,
})

/** Somebody of the level that the request needs, and not of whoever asked, approves or refuses it. */
export function decideRequest(services: Services, actor: Actor, input: z.output<typeof decisionSchema>) {
  return withCase(services, actor, input, async (context) => {
    const { trx, record, at } = context
    const request = await trx
      .selectFrom('case_request')
      .selectAll()
      .where('request_id', '=', input.requestId)
      .where('case_id', '=', record.case_id)
      .forUpdate()
      .executeTakeFirst()
    if (!request) throw refuse('REQUEST_NOT_FOUND', '没有这条申请', 'There is no such request')
    if (request.state !== 'pending')
      throw refuse('REQUEST_DECIDED', '这条申请已有决定', 'It is decided already')
    const approver = approverOfLevel(request.level)
    if (!actor.roles.some((role) => approver.roles.includes(role)))
      throw refuse('FORBIDDEN_LEVEL', `须由${approver.zh}审批`, `It takes ${approver.en}`)
    const isOwn =
      request.asked_by === actor.userId ||
      (request.asked_department_id !== null && actor.departmentIds.includes(request.asked_department_id))
    if (isOwn)
      throw refuse('FORBIDDEN_OWN_REQUEST', '申请方不能审批自己的申请', 'Whoever asked may not decide')
    await trx
      .updateTable('case_request')
      .set({
        state: input.isApproved ? 'approved' : 'refused',
        decided_at: at,
        decided_by: actor.userId,
        decided_name: actor.name,
        decision: input.note,
      })
      .where('request_id', '=', request.request_id)
      .execute()
    // An approved extension changes the clock, and is its own line of the timeline.
    if (!(input.isApproved && request.kind === 'extend'))
      await writeWork(
        trx,
        record,
        {
          verb: input.isApproved ? 'approve' : 'refuse',
          note: input.note,
          data: { requestId: request.request_id, kind: request.kind },
        },
        stepActorOf(actor, record),
        at,
      )
    if (input.isApproved) await apply(context, request, input)
    await noticeUsers(trx, [request.asked_by], record, {
      kind: 'decision',
      zh: `案件 ${record.number} 的申请${input.isApproved ? '已批准' : '被驳回'}：${input.note}`,
      en: `Case ${record.number}: the request was ${input.isApproved ? 'approved' : 'refused'}: ${input.note}`,
      at,
    })
    return { requestId: request.request_id, isApproved: input.isApproved }
  })
}

type Request = {
  readonly request_id: number
  readonly kind: 'extend' | 'return' | 'defer' | 'shelve'
  readonly reason: string
  readonly clock: 'urgent' | 'work_hours' | 'work_days' | 'natural_days' | null
  readonly amount: number | null
  readonly until: Date | null
}

async function apply(
  { trx, services, actor, record, at }: CaseContext,
  request: Request,
  input: z.output<typeof decisionSchema>,
): Promise<void> {
  const by = stepActorOf(actor, record)
  const data = { requestId: request.request_id }
  if (request.kind === 'extend') {
    const changes = record.clock_changes ?? {}
    const extensions = [...(changes.extensions ?? []), { clock: request.clock!, amount: request.amount! }]
    const set = { clock_changes: JSON.stringify({ ...changes, extensions }) }
    await changeCase(
      trx,
      record.case_id,
      {
        verb: 'approve',
        note: input.note,
        data: { ...data, kind: 'extend', clock: request.clock, amount: request.amount },
        set,
      },
      by,
      at,
    )
    return
  }
  const pause = { at, reason: request.reason, requestId: request.request_id }
  if (request.kind === 'defer') {
    const set = await startPause(trx, record, { ...pause, reasonCode: 'defer' })
    await changeCase(trx, record.case_id, { verb: 'pause', note: request.reason, data, set }, by, at)
    return
  }
  if (request.kind === 'shelve') await startPause(trx, record, { ...pause, reasonCode: 'shelve' })
  const verb = request.kind === 'shelve' ? 'shelve' : 'release'
  const { case_id: caseId, version }: CaseRecord = record
  const step = { caseId, version, verb, idempotencyKey: input.idempotencyKey, note: request.reason } as const
  await takeStep(trx, services, actor, step, at, verb)
}
