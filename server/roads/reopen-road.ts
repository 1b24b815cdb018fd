import { sql } from 'kysely'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { appendEvent } from '../events/append-event.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { refreshClosures } from './follow-closures.ts'

/** Ends a closure before its time; one that has ended stays as it was. By whoever answers for its areas. */
export async function reopenRoad(services: Services, actor: Actor, roadClosureId: number): Promise<void> {
  const at = services.clock.now()
  await withScope(services.db, actor, async (trx) => {
    const closure = await trx
      .selectFrom('road_closure')
      .select(['reopened_at', 'until_at', 'scope_area_ids'])
      .where('road_closure_id', '=', roadClosureId)
      .executeTakeFirst()
    if (!closure)
      throw new CodedError('not_found', 'NO_SUCH_CLOSURE', '没有这条封路记录', 'No such closure of a road')
    if (closure.scope_area_ids.some((areaId) => !actor.scopeAreaIds.includes(areaId)))
      throw new CodedError(
        'forbidden',
        'ROAD_OUTSIDE_AREA',
        '这段路经过您权限范围以外的区域',
        'The stretch runs through areas that are not yours',
      )
    if (closure.reopened_at || (closure.until_at && closure.until_at <= at)) return
    // One that was to begin later never does.
    await trx
      .updateTable('road_closure')
      .set({ reopened_at: sql<Date>`least(${at}, until_at)`, reopened_by: actor.userId })
      .where('road_closure_id', '=', roadClosureId)
      .where('reopened_at', 'is', null)
      .execute()
    await appendEvent(trx, {
      type: 'road.closure_changed',
      at,
      scopeAreaId: closure.scope_area_ids[0] ?? 0,
      entity: 'road_closure',
      entityId: roadClosureId,
      actor: actor.userId,
      data: { change: 'reopened' },
    })
  })
  await refreshClosures(services)
}
