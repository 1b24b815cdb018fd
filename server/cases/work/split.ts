import { sql } from 'kysely'
import { z } from 'zod'
import { readCalendar } from '../../basis/read-calendar.ts'
import type { Actor } from '../../identity/actor.ts'
import { mustTakeCases } from '../../organization/integration.ts'
import type { Services } from '../../services.ts'
import { CASE_COLUMNS, PLACE_COLUMNS } from '../case-row.ts'
import { nextNumber } from '../create-case.ts'
import { stepActorOf } from '../step-actor-of.ts'
import { recordStep } from '../write-step.ts'
import { mustBeOpen, onCaseSchema, refuse, whyTextSchema, withCase } from './with-case.ts'
import { writeWork } from './write-work.ts'

/** The source of a case that was cut off another. */
export const SPLIT_SOURCE = 'tongguan-split'
export const splitSchema = onCaseSchema.extend({
  departmentIds: z.array(z.number().int().positive()).min(1).max(20),
  note: whyTextSchema,
})

/** One child case a department: each is dispatched and scored by itself, and the parent is fed back when all are done. */
export function splitCase(services: Services, actor: Actor, input: z.output<typeof splitSchema>) {
  return withCase(services, actor, input, async ({ trx, record, at }) => {
    mustBeOpen(record)
    if (record.family !== null || record.registered_at === null)
      throw refuse(
        'INVALID_TRANSITION',
        '只有已立案、非子案件的案件可以拆分',
        'Only a registered case that is no child itself',
      )
    const calendar = await readCalendar(trx)
    const by = stepActorOf(actor, record)
    const children: { caseId: number; number: string }[] = []
    for (const department_id of new Set(input.departmentIds)) {
      await mustTakeCases(trx, department_id, 'departmentIds')
      const number = await nextNumber(trx, calendar.timeZone, at)
      const { rows } = await sql<{ caseId: number }>`
        insert into case_record (number, flow_version, state, channel, found_by, category_id, description, address, geom,
          scope_area_id, area_version_id, unit_grid_version_id, duty_grid_version_id, unit_grid_id, duty_grid_id,
          locate_reason, part_id, severity, department_id, department_reason, reported_at, accepted_at, registered_at,
          due_at, warn_at, source_system, source_id, updated_at, condition, master_case_id, family)
        select ${number}, flow_version, 'registered', channel, found_by, category_id, description, address, geom,
          scope_area_id, area_version_id, unit_grid_version_id, duty_grid_version_id, unit_grid_id, duty_grid_id,
          locate_reason, part_id, severity, ${department_id},
          ${JSON.stringify({ how: 'person', zh: '拆分时指定', en: 'Named when the case was split' })}::jsonb,
          reported_at, accepted_at, registered_at, due_at, warn_at, ${SPLIT_SOURCE}, ${number}, ${at}, condition,
          case_id, 'child'
        from case_record where case_id = ${record.case_id} returning case_id as "caseId"`.execute(trx)
      const caseId = rows[0]!.caseId
      const child = await trx
        .selectFrom('case_record')
        .select([...CASE_COLUMNS, ...PLACE_COLUMNS])
        .where('case_id', '=', caseId)
        .executeTakeFirstOrThrow()
      await recordStep(
        trx,
        child,
        { verb: 'register', fromState: null, note: `由 ${record.number} 拆分：${input.note}` },
        by,
        at,
      )
      await trx
        .insertInto('case_link')
        .values({
          master_case_id: record.case_id,
          case_id: caseId,
          kind: 'child',
          reason: JSON.stringify({ code: 'BY_PERSON', zh: input.note, en: input.note }),
          at,
          by_name: actor.name,
          scope_area_id: record.scope_area_id,
        })
        .execute()
      children.push({ caseId, number })
    }
    const note = `${input.note}：${children.map((child) => child.number).join('、')}`
    await writeWork(trx, record, { verb: 'assist', note, data: { children } }, by, at)
    return { children }
  })
}
