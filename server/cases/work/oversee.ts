import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { noticeRoles } from '../../notices/notify.ts'
import type { Services } from '../../services.ts'
import { stepActorOf } from '../step-actor-of.ts'
import { mustBeOpen, onCaseSchema, refuse, whyTextSchema, withCase } from './with-case.ts'
import { writeWork } from './write-work.ts'

export const overseeSchema = onCaseSchema.extend({
  kind: z.enum(['overtime', 'leader', 'important']),
  level: z.number().int().min(1).max(3).default(1),
  requirement: whyTextSchema,
  dueAt: z.iso.datetime({ offset: true }),
})
export const replySchema = onCaseSchema.extend({ orderId: z.number().int().positive(), reply: whyTextSchema })

/** 督办: the department must answer by a moment; unanswered it climbs by itself. */
export function orderOversight(services: Services, actor: Actor, input: z.output<typeof overseeSchema>) {
  return withCase(services, actor, input, async ({ trx, record, at }) => {
    mustBeOpen(record)
    if (record.department_id === null)
      throw refuse('NO_DEPARTMENT', '还没有承办部门', 'No department has it yet')
    if (new Date(input.dueAt) <= at)
      throw refuse('PAST_TIME', '回复时限须在将来', 'The deadline is past', 'dueAt')
    const order = await trx
      .insertInto('oversight_order')
      .values({
        case_id: record.case_id,
        kind: input.kind,
        level: input.level,
        department_id: record.department_id,
        requirement: input.requirement,
        due_at: input.dueAt,
        at,
        by_name: actor.name,
        scope_area_id: record.scope_area_id,
      })
      .returning('order_id')
      .executeTakeFirstOrThrow()
    const data = { orderId: order.order_id, kind: input.kind, level: input.level, dueAt: input.dueAt }
    await writeWork(
      trx,
      record,
      { verb: 'oversee', note: input.requirement, data, departmentId: record.department_id },
      stepActorOf(actor, record),
      at,
    )
    await noticeRoles(trx, ['department_handler'], record, {
      kind: 'oversee',
      zh: `督办：${record.number} ${input.requirement}`,
      en: `Oversight: ${record.number} ${input.requirement}`,
      at,
      isUrgent: true,
    })
    return { orderId: order.order_id }
  })
}

export function replyOversight(services: Services, actor: Actor, input: z.output<typeof replySchema>) {
  return withCase(services, actor, input, async ({ trx, record, at }) => {
    const order = await trx
      .selectFrom('oversight_order')
      .select(['order_id', 'department_id', 'replied_at'])
      .where('order_id', '=', input.orderId)
      .where('case_id', '=', record.case_id)
      .forUpdate()
      .executeTakeFirst()
    if (!order) throw refuse('ORDER_NOT_FOUND', '没有这道督办', 'There is no such order')
    if (order.replied_at) throw refuse('ORDER_ANSWERED', '已经回复', 'It is answered already')
    if (!actor.departmentIds.includes(order.department_id) && !actor.roles.includes('admin'))
      throw refuse(
        'FORBIDDEN_OTHER_DEPARTMENT',
        '只有被督办部门可以回复',
        'Only the department it went to may answer',
      )
    await trx
      .updateTable('oversight_order')
      .set({ reply: input.reply, replied_at: at, replied_name: actor.name })
      .where('order_id', '=', order.order_id)
      .execute()
    await writeWork(
      trx,
      record,
      { verb: 'reply', note: input.reply, data: { orderId: order.order_id } },
      stepActorOf(actor, record),
      at,
    )
    return { orderId: order.order_id }
  })
}
