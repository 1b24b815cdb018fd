import { z } from 'zod'
import { haversineDistanceMeters } from '../../../geo/haversine-distance.ts'
import { readCalendar } from '../../basis/read-calendar.ts'
import type { Trx } from '../../db/client.ts'
import { rankNearest } from '../../dispatch/rank-nearest.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'
import { takeStep } from '../act.ts'
import { lngLatSchema } from '../act-input.ts'
import { type CaseRecord, lngLatOf } from '../case-row.ts'
import { ON_SITE_METERS } from '../end-verification.ts'
import { factsOf } from '../facts-of.ts'
import { stepActorOf } from '../step-actor-of.ts'
import { onCaseSchema, refuse, withCase } from './with-case.ts'
import { writeWork } from './write-work.ts'

export const checkTaskSchema = onCaseSchema
export const checkReportSchema = onCaseSchema.extend({
  /** Null: nobody was sent, whoever is near looks. */
  taskId: z.number().int().positive().nullable(),
  result: z.enum(['pass', 'not_pass', 'unable']),
  note: z.string().trim().max(2000).default(''),
  /** WGS 84 degrees: where the checker stood. */
  lngLat: lngLatSchema,
  /** The photo, as the attachment store names it. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
})
/** 核查任务: to the nearest patrol that is able and had no hand in the work. */
export function sendCheck(services: Services, actor: Actor, input: z.output<typeof checkTaskSchema>) {
  return withCase(services, actor, input, async ({ trx, record, at }) => {
    const lngLat = lngLatOf(record)
    if (record.state !== 'fed_back' || !lngLat)
      throw refuse('INVALID_TRANSITION', '反馈之后才派核查', 'A check follows the feedback')
    const open = await trx
      .selectFrom('case_task')
      .select('task_id')
      .where('case_id', '=', record.case_id)
      .where('kind', '=', 'check')
      .where('state', '=', 'open')
      .executeTakeFirst()
    if (open) throw refuse('CHECK_PENDING', '已有核查任务在途', 'A check is under way already')
    const { handlerDepartmentIds } = await factsOf(trx, record)
    const calendar = await readCalendar(trx)
    const target = { lngLat, skill: '', needs: [], nowMs: at.getTime() }
    const ruledOut = new Set<number>()
    const { units, candidates } = await rankNearest(trx, services.locator, target, {
      departmentId: null,
      calendar,
      filter: ({ unitId, kind, departmentId }) => {
        if (kind !== 'patrol' && kind !== 'inspection') return false
        const isFree = !handlerDepartmentIds.includes(departmentId)
        if (!isFree) ruledOut.add(unitId)
        return isFree
      },
    })
    const [best] = units
    if (!best)
      throw refuse(
        'NO_CHECKER',
        '附近没有可用且无利害关系的核查力量',
        'No able patrol that had no hand in it',
      )
    const departmentId = candidates.find((unit) => unit.unitId === best.unitId)!.departmentId
    const reason = {
      zh: `最近的可用核查力量，相距 ${best.distanceMeters} 米；排除附近处置部门的 ${ruledOut.size} 支`,
      en: `Nearest able patrol, ${best.distanceMeters} m; ${ruledOut.size} of those who handled it ruled out`,
      distanceMeters: best.distanceMeters,
    }
    const task = await trx
      .insertInto('case_task')
      .values({
        case_id: record.case_id,
        kind: 'check',
        department_id: departmentId,
        unit_id: best.unitId,
        title: '现场核查',
        reason: JSON.stringify(reason),
        due_at: new Date(at.getTime() + 3_600_000),
        at,
        by_name: actor.name,
        scope_area_id: record.scope_area_id,
      })
      .returning('task_id')
      .executeTakeFirstOrThrow()
    const data = { taskId: task.task_id, unitId: best.unitId, reason }
    await writeWork(
      trx,
      record,
      { verb: 'check_task', note: `${best.name}：${reason.zh}`, data, departmentId },
      stepActorOf(actor, record),
      at,
    )
    return {
      taskId: task.task_id,
      unitId: best.unitId,
      unitName: best.name,
      distanceMeters: best.distanceMeters,
    }
  })
}

/** What the checker saw, where they stood: passed closes it, failed sends it back, cannot tell leaves it to somebody else. */
export function reportCheck(services: Services, actor: Actor, input: z.output<typeof checkReportSchema>) {
  return withCase(services, actor, input, async ({ trx, record, at }) => {
    const taskId = input.taskId ?? (await takeCheck(trx, record, actor, at))
    const task = await trx
      .selectFrom('case_task')
      .select(['task_id', 'state'])
      .where('task_id', '=', taskId)
      .where('case_id', '=', record.case_id)
      .where('kind', '=', 'check')
      .forUpdate()
      .executeTakeFirst()
    if (!task) throw refuse('TASK_NOT_FOUND', '没有这项核查', 'There is no such check')
    if (task.state !== 'open') throw refuse('TASK_FINISHED', '这项核查已了结', 'It is finished already')
    const lngLat = lngLatOf(record)
    const distanceMeters = lngLat ? haversineDistanceMeters(input.lngLat, lngLat) : 0
    if (distanceMeters > ON_SITE_METERS && input.result !== 'unable')
      throw refuse(
        'NOT_ON_SITE',
        `核查位置距案件 ${Math.round(distanceMeters)} 米，超过 ${ON_SITE_METERS} 米`,
        `${Math.round(distanceMeters)} m from the case; within ${ON_SITE_METERS} m counts as on site`,
        'lngLat',
      )
    if (input.result !== 'pass' && !input.note)
      throw refuse('MISSING_FIELD', '请写明情况', 'Say what was seen', 'note')
    if (input.sha256) {
      const photo = await trx
        .selectFrom('attachment')
        .select('sha256')
        .where('sha256', '=', input.sha256)
        .executeTakeFirst()
      if (!photo) throw refuse('UNKNOWN_PHOTO', '没有这张照片', 'There is no such photo', 'sha256')
      await trx
        .insertInto('case_attachment')
        .values({
          case_id: record.case_id,
          sha256: input.sha256,
          role: 'after',
          at,
          scope_area_id: record.scope_area_id,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
    await trx
      .updateTable('case_task')
      .set({
        state: 'done',
        result: input.result,
        note: input.note,
        sha256: input.sha256 ?? null,
        lng: input.lngLat[0],
        lat: input.lngLat[1],
        distance_meters: distanceMeters,
        done_at: at,
        done_by: actor.userId,
        done_name: actor.name,
      })
      .where('task_id', '=', task.task_id)
      .execute()
    const data = {
      taskId: task.task_id,
      result: input.result,
      distanceMeters: Math.round(distanceMeters),
      lngLat: input.lngLat,
    }
    await writeWork(
      trx,
      record,
      { verb: 'check_done', note: input.note, data },
      stepActorOf(actor, record),
      at,
    )
    if (input.result !== 'unable')
      await takeStep(
        trx,
        services,
        actor,
        {
          caseId: record.case_id,
          version: record.version,
          idempotencyKey: input.idempotencyKey,
          verb: input.result === 'pass' ? 'check_pass' : 'check_fail',
          checkResult: input.result,
          ...(input.note && { note: input.note }),
        },
        at,
      )
    return { result: input.result, distanceMeters: Math.round(distanceMeters) }
  })
}

/** A check that nobody was sent to: whoever stands there takes it, unless somebody is under way. */
async function takeCheck(trx: Trx, record: CaseRecord, actor: Actor, at: Date): Promise<number> {
  if (record.state !== 'fed_back')
    throw refuse('INVALID_TRANSITION', '反馈之后才核查', 'A check follows the feedback')
  const open = await trx
    .selectFrom('case_task')
    .select('task_id')
    .where('case_id', '=', record.case_id)
    .where('kind', '=', 'check')
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (open) throw refuse('CHECK_PENDING', '已有核查任务在途', 'A check is under way already')
  const departmentId = actor.departmentIds[0]
  if (departmentId === undefined)
    throw refuse('FORBIDDEN_NO_DEPARTMENT', '核查人须属于某一部门', 'A checker belongs to a department')
  const { task_id } = await trx
    .insertInto('case_task')
    .values({
      case_id: record.case_id,
      kind: 'check',
      department_id: departmentId,
      title: '现场核查',
      at,
      by_name: actor.name,
      scope_area_id: record.scope_area_id,
    })
    .returning('task_id')
    .executeTakeFirstOrThrow()
  return task_id
}
