import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { noticeRoles } from '../../notices/notify.ts'
import { mustTakeCases } from '../../organization/integration.ts'
import type { Services } from '../../services.ts'
import { stepActorOf } from '../step-actor-of.ts'
import { mustBeOpen, onCaseSchema, refuse, whyTextSchema, withCase } from './with-case.ts'
import { writeWork } from './write-work.ts'

export const assistSchema = onCaseSchema.extend({
  departmentId: z.number().int().positive(),
  title: z.string().trim().min(1).max(300),
  dueAt: z.iso.datetime({ offset: true }),
})
export const assistDoneSchema = onCaseSchema.extend({
  taskId: z.number().int().positive(),
  isCanceled: z.boolean().default(false),
  note: whyTextSchema,
})

/** 协办: the lead department keeps the case, another one does its part by its own deadline. */
export function giveAssist(services: Services, actor: Actor, input: z.output<typeof assistSchema>) {
  return withCase(services, actor, input, async ({ trx, record, at }) => {
    mustBeOpen(record)
    if (input.departmentId === record.department_id)
      throw refuse(
        'ASSIST_SELF',
        '主办部门不必协办自己的案件',
        'The lead department needs no sub-task',
        'departmentId',
      )
    await mustTakeCases(trx, input.departmentId, 'departmentId')
    if (new Date(input.dueAt) <= at)
      throw refuse('PAST_TIME', '时限须在将来', 'The deadline is past', 'dueAt')
    const task = await trx
      .insertInto('case_task')
      .values({
        case_id: record.case_id,
        kind: 'assist',
        department_id: input.departmentId,
        title: input.title,
        due_at: input.dueAt,
        at,
        by_name: actor.name,
        scope_area_id: record.scope_area_id,
      })
      .returning('task_id')
      .executeTakeFirstOrThrow()
    const data = { taskId: task.task_id, departmentId: input.departmentId, dueAt: input.dueAt }
    await writeWork(
      trx,
      record,
      { verb: 'assist', note: input.title, data, departmentId: input.departmentId },
      stepActorOf(actor, record),
      at,
    )
    await noticeRoles(
      trx,
      ['department_handler'],
      { ...record, department_id: input.departmentId },
      {
        kind: 'assist',
        zh: `协办任务：${input.title}（${record.number}）`,
        en: `Sub-task: ${input.title} (${record.number})`,
        at,
      },
    )
    return { taskId: task.task_id }
  })
}

/** The assisting department says what it did; the center may take the task back. */
export function finishAssist(services: Services, actor: Actor, input: z.output<typeof assistDoneSchema>) {
  return withCase(services, actor, input, async ({ trx, record, at }) => {
    const task = await trx
      .selectFrom('case_task')
      .select(['task_id', 'department_id', 'state'])
      .where('task_id', '=', input.taskId)
      .where('case_id', '=', record.case_id)
      .where('kind', '=', 'assist')
      .forUpdate()
      .executeTakeFirst()
    if (!task) throw refuse('TASK_NOT_FOUND', '没有这项协办', 'There is no such sub-task')
    if (task.state !== 'open') throw refuse('TASK_FINISHED', '这项协办已了结', 'It is finished already')
    const isCenter = actor.roles.some(
      (role) => role === 'admin' || role === 'shift_leader' || role === 'dispatcher',
    )
    // Only a place to be looked at may be nobody's.
    const departmentId = task.department_id!
    const isTheirs = actor.departmentIds.includes(departmentId)
    if (input.isCanceled ? !isCenter : !isTheirs && !actor.roles.includes('admin'))
      throw refuse(
        'FORBIDDEN_OTHER_DEPARTMENT',
        '只有协办部门可以办结',
        'Only the assisting department may finish it',
      )
    await trx
      .updateTable('case_task')
      .set({
        state: input.isCanceled ? 'canceled' : 'done',
        note: input.note,
        done_at: at,
        done_by: actor.userId,
        done_name: actor.name,
      })
      .where('task_id', '=', task.task_id)
      .execute()
    const data = { taskId: task.task_id, isCanceled: input.isCanceled }
    await writeWork(
      trx,
      record,
      { verb: 'assist_done', note: input.note, data, departmentId },
      stepActorOf(actor, record),
      at,
    )
    return { taskId: task.task_id }
  })
}
