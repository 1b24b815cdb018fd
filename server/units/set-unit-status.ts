import type { Transaction } from 'kysely'
import type { Database } from '../db/schema.ts'
import { appendEvent } from '../events/append-event.ts'

/** What a unit is doing, and for which case; nothing for a unit that never reported a position. */
export async function setUnitStatus(
  trx: Transaction<Database>,
  change: {
    readonly unitId: number
    readonly status: 'idle' | 'enroute' | 'busy'
    readonly caseId: number | null
    readonly at: Date
  },
): Promise<void> {
  const { unitId, status, caseId, at } = change
  const changed = await trx
    .updateTable('unit_state')
    .set({ status, case_id: caseId })
    .where('unit_id', '=', unitId)
    .where('status', '!=', 'off')
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
    data: { status, caseId },
  })
}
