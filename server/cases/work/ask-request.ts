import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { noticeRoles } from '../../notices/notify.ts'
import type { Services } from '../../services.ts'
import { stepActorOf } from '../step-actor-of.ts'
import { approverOf } from './approver-of.ts'
import { onCaseSchema, refuse, whyTextSchema, withCase } from './with-case.ts'
import { writeWork } from './write-work.ts'

export const requestSchema = onCaseSchema.extend({
  kind: z.enum(['extend', 'return', 'defer', 'shelve']),
  reason: whyTextSchema,
  evidence: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .max(9)
    .default([]),
  clock: z.enum(['urgent', 'work_hours', 'work_days', 'natural_days']).optional(),
  amount: z.number().positive().max(100_000).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  ownerName: z.string().trim().max(60).optional(),
})

/** A department asks for more time, to give it back, to wait or to shelve it. Until somebody decides, the clock runs on. */
export function askRequest(services: Services, actor: Actor, input: z.output<typeof requestSchema>) {
  return withCase(services, actor, input, async ({ trx, record, at }) => {
    const isTheirs = record.department_id !== null && actor.departmentIds.includes(record.department_id)
    if (!isTheirs && !actor.roles.includes('admin'))
      throw refuse(
        'FORBIDDEN_OTHER_DEPARTMENT',
        '只有承办部门可以申请',
        'Only the department that has the case may ask',
      )
    if (record.state !== 'dispatched' && record.state !== 'signed')
      throw refuse(
        'INVALID_TRANSITION',
        '只有已派遣、已签收的案件可以申请',
        'Only a case that is with the department',
      )
    if (input.kind === 'return' && record.state !== 'signed')
      throw refuse(
        'INVALID_TRANSITION',
        '未签收的案件直接退回即可',
        'Not signed for yet: return it, no request is needed',
      )
    if (input.kind === 'return' && record.is_bound)
      throw refuse('RETURN_BOUND', '已裁定归属，不得再退回', 'Adjudicated: it may not be returned again')
    if (input.kind === 'extend' && (input.clock === undefined || input.amount === undefined))
      throw refuse('MISSING_FIELD', '请填写延长多久', 'Say how much longer', 'amount')
    if ((input.kind === 'defer' || input.kind === 'shelve') && !(input.until && new Date(input.until) > at))
      throw refuse(
        'MISSING_FIELD',
        '请填写将来的到期或复核日期',
        'Give a day to come when it ends or is reviewed',
        'until',
      )
    if (input.kind === 'shelve' && !input.ownerName)
      throw refuse('MISSING_FIELD', '挂账须有责任人', 'A shelved case needs an owner', 'ownerName')
    const before = await trx
      .selectFrom('case_request')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('case_id', '=', record.case_id)
      .where('kind', '=', input.kind)
      .where('state', '=', 'approved')
      .executeTakeFirstOrThrow()
    const approver = approverOf(input.kind, Number(before.n))
    const made = await trx
      .insertInto('case_request')
      .values({
        case_id: record.case_id,
        kind: input.kind,
        level: approver.level,
        reason: input.reason,
        evidence: input.evidence,
        clock: input.kind === 'extend' ? input.clock! : null,
        amount: input.kind === 'extend' ? input.amount! : null,
        until: input.until ?? null,
        owner_name: input.ownerName ?? '',
        asked_at: at,
        asked_by: actor.userId,
        asked_name: actor.name,
        asked_department_id: record.department_id,
        scope_area_id: record.scope_area_id,
      })
      .onConflict((conflict) =>
        conflict.columns(['case_id', 'kind']).where('state', '=', 'pending').doNothing(),
      )
      .returning('request_id')
      .executeTakeFirst()
    if (!made) throw refuse('REQUEST_PENDING', '同类申请正在等待审批', 'A request of this kind waits already')
    await writeWork(
      trx,
      record,
      {
        verb: 'ask',
        note: input.reason,
        data: { requestId: made.request_id, kind: input.kind, level: approver.level },
      },
      stepActorOf(actor, record),
      at,
    )
    await noticeRoles(trx, approver.roles, record, {
      kind: 'request',
      zh: `案件 ${record.number} 有申请待${approver.zh}审批`,
      en: `Case ${record.number}: a request waits for ${approver.en}`,
      at,
    })
    return { requestId: made.request_id, level: approver.level }
  })
}
