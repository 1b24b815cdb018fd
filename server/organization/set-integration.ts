import { sql } from 'kysely'
import { z } from 'zod'
import { becomeSystem } from '../cases/become-system.ts'
import { type Trx, withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { appendEvent } from '../events/append-event.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { INTEGRATION, lowestLevelOf } from './integration.ts'

export const setIntegrationSchema = z.object({
  departmentId: z.number().int().positive(),
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  /** The level that the page showed. */
  wasLevel: z.number().int(),
  reason: z.string().trim().min(1).max(500),
})

/**
 * Lets a department join further, or less far. Whoever would no longer take cases must have none in hand: nothing is
 * left with somebody who cannot see it. Sent again, it changes nothing.
 */
export async function setIntegration(
  services: Services,
  actor: Actor,
  { departmentId, level, wasLevel, reason }: z.output<typeof setIntegrationSchema>,
): Promise<{ readonly level: number }> {
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    await becomeSystem(trx)
    const department = await trx
      .selectFrom('department')
      .select(['kind', 'integration_level'])
      .where('department_id', '=', departmentId)
      .forUpdate()
      .executeTakeFirst()
    if (!department)
      throw new CodedError('bad_input', 'UNKNOWN_REFERENCE', '没有这个部门', 'There is no such department', {
        field: 'departmentId',
      })
    if (department.integration_level === level) return { level }
    if (department.integration_level !== wasLevel)
      throw new CodedError(
        'conflict',
        'CONFLICT_VERSION',
        '他人已改过这一项，请先看看',
        'Somebody else has changed this meanwhile: look again',
        { field: 'level' },
      )
    const lowest = lowestLevelOf(department.kind)
    if (level < lowest)
      throw new CodedError(
        'conflict',
        'INTEGRATION_TOO_LOW',
        lowest === INTEGRATION.manage ? '指挥中心与监督中心本身就是纳管单位' : '属地兜底的单位至少要接入业务',
        lowest === INTEGRATION.manage
          ? 'The center itself is managed here'
          : 'Whoever takes what falls to the territory joins with its business at least',
        { field: 'level', expected: String(lowest) },
      )
    if (level === INTEGRATION.share) {
      await mustHaveNothingInHand(trx, departmentId)
      await forgetPositions(trx, departmentId, at)
    }
    await trx
      .updateTable('department')
      .set({ integration_level: level })
      .where('department_id', '=', departmentId)
      .execute()
    await trx
      .insertInto('department_integration_change')
      .values({
        department_id: departmentId,
        at,
        from_level: department.integration_level,
        to_level: level,
        actor_user_id: actor.userId,
        actor_name: actor.name,
        reason,
      })
      .execute()
    await appendEvent(trx, {
      type: 'department.changed',
      at,
      scopeAreaId: 0,
      entity: 'department',
      entityId: String(departmentId),
      actor: actor.userId,
      data: { integrationLevel: level },
    })
    return { level }
  })
}

async function mustHaveNothingInHand(trx: Trx, departmentId: number): Promise<void> {
  const { rows } = await sql<{ cases: number; tasks: number }>`
    select (select count(*)::int from case_record
        where department_id = ${departmentId} and state not in ('closed', 'canceled')) as cases,
      (select count(*)::int from case_task where department_id = ${departmentId} and state = 'open') as tasks`.execute(
    trx,
  )
  const { cases, tasks } = rows[0]!
  if (cases + tasks > 0)
    throw new CodedError(
      'conflict',
      'DEPARTMENT_HAS_CASES',
      `还有 ${cases} 件在办案件、${tasks} 项协办，请先办结或改派`,
      `${cases} open cases and ${tasks} sub-tasks are still with it: finish or hand them over first`,
      { field: 'level' },
    )
}

/** Where its crews were last is nobody's business any more; the ways of past cases stay. */
async function forgetPositions(trx: Trx, departmentId: number, at: Date): Promise<void> {
  const { rows } = await sql<{ unit_id: number; scope_area_id: number }>`
    delete from unit_state s using unit u where u.unit_id = s.unit_id and u.department_id = ${departmentId}
    returning u.unit_id, u.scope_area_id`.execute(trx)
  for (const unit of rows)
    await appendEvent(trx, {
      type: 'unit.status_changed',
      at,
      scopeAreaId: unit.scope_area_id,
      entity: 'unit',
      entityId: String(unit.unit_id),
      actor: '',
      data: { status: 'off', caseId: null },
    })
}
