import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'
import { setUnitStatus } from '../../units/set-unit-status.ts'
import { stepActorOf } from '../step-actor-of.ts'
import { changeCase } from './change-case.ts'
import { onCaseSchema, refuse, withCase } from './with-case.ts'

const name = z.string().trim().max(100).default('')
export const assignUnitSchema = onCaseSchema.extend({
  unitId: z.number().int().positive(),
  /** Who does it, for which contractor, and which official answers for them: kept with the step. */
  workerName: name,
  contractor: name,
  officialName: name,
  note: z.string().trim().max(2000).default(''),
})

/** 二次派遣: a department gives its case to one of its own crews; who answers for whom stands on the timeline. */
export function assignUnit(services: Services, actor: Actor, input: z.output<typeof assignUnitSchema>) {
  return withCase(services, actor, input, async ({ trx, record, at }) => {
    if (
      record.department_id === null ||
      (!actor.roles.includes('admin') && !actor.departmentIds.includes(record.department_id))
    )
      throw refuse(
        'FORBIDDEN_OTHER_DEPARTMENT',
        '只有被派遣的部门可以安排班组',
        'Only the department that it was sent to may assign a crew',
      )
    if (record.state !== 'dispatched' && record.state !== 'signed')
      throw refuse(
        'INVALID_TRANSITION',
        '只有待签收或处置中的案件可以安排班组',
        'A crew is assigned before the case is handled',
      )
    const unit = await trx
      .selectFrom('unit')
      .select(['unit_id', 'name'])
      .where('unit_id', '=', input.unitId)
      .where('department_id', '=', record.department_id)
      .executeTakeFirst()
    if (!unit) throw refuse('UNKNOWN_UNIT', '本部门没有这个班组', 'The department has no such crew', 'unitId')
    const { workerName, contractor, officialName } = input
    const who = [
      unit.name,
      workerName,
      contractor && `承包 ${contractor}`,
      officialName && `主管 ${officialName}`,
    ]
    const after = await changeCase(
      trx,
      record.case_id,
      {
        verb: 'assign',
        note: [who.filter(Boolean).join(' · '), input.note].filter(Boolean).join('\n'),
        data: { unitId: unit.unit_id, workerName, contractor, officialName },
        set: { unit_id: unit.unit_id },
      },
      stepActorOf(actor, record),
      at,
    )
    const moves = [
      ...(record.unit_id !== null && record.unit_id !== unit.unit_id
        ? [{ unitId: record.unit_id, status: 'idle' as const }]
        : []),
      { unitId: unit.unit_id, status: record.state === 'signed' ? ('busy' as const) : ('enroute' as const) },
    ]
    // In the order of their ids: two who swap the same crews never wait for each other in a circle.
    for (const move of moves.sort((a, b) => a.unitId - b.unitId))
      await setUnitStatus(trx, { ...move, caseId: record.case_id, at })
    return { unitId: unit.unit_id, version: after.version }
  })
}
