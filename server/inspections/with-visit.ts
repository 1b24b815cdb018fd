import { z } from 'zod'
import { idempotencyKeySchema } from '../cases/act-input.ts'
import { answerOnce } from '../cases/answer-once.ts'
import { type Trx, withSystem } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { appendEvent } from '../events/append-event.ts'
import type { Actor } from '../identity/actor.ts'
import { holds } from '../identity/permissions.ts'
import type { Services } from '../services.ts'
import type { InspectionVisitTable, VisitState } from './tables.ts'

export const onVisitSchema = z.object({
  visitId: z.number().int().positive(),
  idempotencyKey: idempotencyKeySchema,
})

export type Visit = Pick<
  InspectionVisitTable,
  'draw_id' | 'item_id' | 'object_id' | 'scope_area_id' | 'distance_meters'
> & { readonly visit_id: number; readonly state: VisitState; readonly arrived_at: Date | null }

/**
 * Finds and locks a visit for one of its inspectors, wherever it lies, or for whoever keeps the draws of its area.
 * Runs as the system: the right is proved here.
 */
export async function lockVisit(trx: Trx, actor: Actor, visitId: number): Promise<Visit> {
  const visit = await trx
    .selectFrom('inspection_visit')
    .select(['visit_id', 'draw_id', 'item_id', 'object_id', 'scope_area_id', 'state', 'distance_meters'])
    .select('arrived_at')
    .where('visit_id', '=', visitId)
    .forUpdate()
    .executeTakeFirst()
  const isDrawn = visit && (await isInspectorOf(trx, actor, visitId))
  const isInArea = visit && actor.scopeAreaIds.includes(visit.scope_area_id)
  if (!visit || (!isDrawn && !isInArea)) throw visitNotFound()
  if (!isDrawn && !holds(actor.roles, 'inspections.draw'))
    throw new CodedError(
      'forbidden',
      'FORBIDDEN_NOT_DRAWN',
      '您不是抽中的检查人员',
      'You are none of the inspectors that were drawn',
    )
  return { ...visit, arrived_at: visit.arrived_at }
}

export function withVisit<Answer>(
  services: Services,
  actor: Actor,
  input: z.output<typeof onVisitSchema>,
  run: (trx: Trx, visit: Visit, at: Date) => Promise<Answer>,
): Promise<Answer> {
  const at = services.clock.now()
  return withSystem(services.db, 'inspections.visit', (trx) =>
    answerOnce(trx, { userId: actor.userId, key: input.idempotencyKey, request: input, at }, async () => {
      const visit = await lockVisit(trx, actor, input.visitId)
      const answer = await run(trx, visit, at)
      await appendEvent(trx, {
        type: 'inspection.changed',
        at,
        scopeAreaId: visit.scope_area_id,
        entity: 'inspection',
        entityId: visit.visit_id,
        actor: actor.userId,
        data: { drawId: visit.draw_id },
      })
      return answer
    }),
  )
}

export async function isInspectorOf(trx: Trx, actor: Actor, visitId: number): Promise<boolean> {
  if (actor.personId === null) return false
  const found = await trx
    .selectFrom('inspection_visit_inspector')
    .innerJoin(
      'inspection_inspector',
      'inspection_inspector.inspector_id',
      'inspection_visit_inspector.inspector_id',
    )
    .select('visit_id')
    .where('visit_id', '=', visitId)
    .where('person_id', '=', actor.personId)
    .executeTakeFirst()
  return found !== undefined
}

export function visitNotFound(): CodedError {
  return new CodedError('not_found', 'VISIT_NOT_FOUND', '没有这次检查', 'There is no such visit', {
    field: 'visitId',
  })
}

/** @throws CodedError for a visit that is finished or was drawn anew */
export function mustBeOpenVisit({ state }: Visit): void {
  if (state === 'done')
    throw new CodedError('conflict', 'VISIT_DONE', '这次检查已完成', 'This visit is done already')
  if (state === 'superseded')
    throw new CodedError('conflict', 'DRAW_SUPERSEDED', '已重抽，这次检查作废', 'It was drawn anew')
}

const MOST_HOURS_LATE = 72

/** The moment that a phone names for what it sends late: never in the future, and not older than any dead spot lasts. */
export function timeSaid(said: string | undefined, now: Date): Date {
  if (said === undefined) return now
  const earliest = now.getTime() - MOST_HOURS_LATE * 3_600_000
  return new Date(Math.min(now.getTime(), Math.max(earliest, Date.parse(said))))
}
