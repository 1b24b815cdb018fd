import { withSystem } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { holds } from '../identity/permissions.ts'
import type { Services } from '../services.ts'
import { listVisits } from './list-visits.ts'
import { findItem } from './read-pool.ts'
import { isInspectorOf, visitNotFound } from './with-visit.ts'

const MOST_ON_PHONE = 20
export type VisitDetail = Awaited<ReturnType<typeof getVisit>>

/** One visit with its checklist, its answers and photos: for its inspectors, and for readers of its area. */
export function getVisit(services: Services, actor: Actor, visitId: number) {
  return withSystem(services.db, 'inspections.visit', async (trx) => {
    const row = await trx
      .selectFrom('inspection_visit')
      .select(['scope_area_id', 'item_id', 'answers', 'note', 'arrived_name', 'done_name'])
      .where('visit_id', '=', visitId)
      .executeTakeFirst()
    if (!row) throw visitNotFound()
    const isDrawn = await isInspectorOf(trx, actor, visitId)
    if (!isDrawn && !actor.scopeAreaIds.includes(row.scope_area_id)) throw visitNotFound()
    const item = await findItem(trx, row.item_id)
    const [visit] = await listVisits(trx, { visitId })
    if (!visit) throw new CodedError('not_found', 'VISIT_NOT_FOUND', '没有这次检查', 'No such visit')
    const photos = await trx
      .selectFrom('inspection_photo')
      .select(['check_code as checkCode', 'sha256'])
      .where('visit_id', '=', visitId)
      .orderBy('at')
      .orderBy('sha256')
      .execute()
    const cases = await trx
      .selectFrom('inspection_finding')
      .innerJoin('case_record', 'case_record.case_id', 'inspection_finding.case_id')
      .select(['check_code as checkCode', 'case_record.case_id as caseId', 'case_record.number'])
      .where('visit_id', '=', visitId)
      .orderBy('check_code')
      .execute()
    return {
      ...visit,
      checklist: item.checklist,
      radiusMeters: item.radiusMeters,
      answers: row.answers ?? [],
      note: row.note,
      arrivedName: row.arrived_name,
      doneName: row.done_name,
      photos,
      cases,
      mayFill: holds(actor.roles, 'inspections.visit') && (isDrawn || holds(actor.roles, 'inspections.draw')),
      isDrawn,
    }
  })
}

/** What the actor was drawn for and has not done, wherever it lies. */
export function listMyVisits(services: Services, actor: Actor) {
  return withSystem(services.db, 'inspections.mine', (trx) => listVisits(trx, { personId: actor.personId }))
}

/** The same with all that is needed on site, for a phone that may lose its network. */
export async function listVisitTasks(services: Services, actor: Actor): Promise<VisitDetail[]> {
  if (actor.personId === null || !holds(actor.roles, 'inspections.visit')) return []
  const mine = await listMyVisits(services, actor)
  const details: VisitDetail[] = []
  for (const { visitId } of mine.slice(0, MOST_ON_PHONE))
    details.push(await getVisit(services, actor, visitId))
  return details
}
