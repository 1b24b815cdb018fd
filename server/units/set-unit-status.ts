import type { Transaction } from 'kysely'
import type { Database } from '../db/schema.ts'
import { appendEvent } from '../events/append-event.ts'

/**
 * What a unit does for a case from now on: sent to it, at work on it, or done with it. A unit that has meanwhile been
 * sent to another case stays with that one; a unit off duty or without any position is left alone.
 */
export async function setUnitStatus(
  trx: Transaction<Database>,
  change: {
    readonly unitId: number
    readonly status: 'idle' | 'enroute' | 'busy'
    readonly caseId: number
    readonly at: Date
  },
): Promise<void> {
  const { unitId, status, caseId, at } = change
  const changed = await trx
    .updateTable('unit_state')
    .set({ status, case_id: status === 'idle' ? null : caseId })
    .where('unit_id', '=', unitId)
    .where('status', '!=', 'off')
    .$if(status === 'idle', (query) =>
      query.where((eb) => eb.or([eb('case_id', '=', caseId), eb('case_id', 'is', null)])),
    )
    .returning('unit_id')
    .executeTakeFirst()
  if (!changed) return
  const unit = await trx
    .selectFrom('unit')
    .select('scope_area_id')
    .where('unit_id', '=', unitId)
    .executeTakeFirst()
  await appendEvent(trx, {
    type: 'unit.status_changed',
    at,
    scopeAreaId: unit?.scope_area_id ?? 0,
    entity: 'unit',
    entityId: String(unitId),
    actor: '',
    data: { status, caseId: status === 'idle' ? null : caseId },
  })
}
