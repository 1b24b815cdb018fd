import type { Trx } from '../db/client.ts'
import type { CaseRecord } from './case-row.ts'
import type { CasePauseTable } from './work-tables.ts'
import type { CaseChange } from './write-step.ts'

/** Writes into the ledger that a case's clock stands from now on, and why; the columns that the case gets. */
export async function startPause(
  trx: Trx,
  record: CaseRecord,
  pause: {
    readonly at: Date
    readonly reasonCode: CasePauseTable['reason_code']
    readonly reason: string
    readonly requestId: number | null
  },
): Promise<CaseChange> {
  // A clock that stands already goes on standing: the first reason is the one in the ledger.
  if (record.clock_paused_at) return {}
  await trx
    .insertInto('case_pause')
    .values({
      case_id: record.case_id,
      from_at: pause.at,
      reason_code: pause.reasonCode,
      reason: pause.reason,
      request_id: pause.requestId,
      scope_area_id: record.scope_area_id,
    })
    .execute()
  return { clock_paused_at: pause.at }
}

/** Ends the pause in the ledger; the columns that let the case's clock run on with what was left. */
export async function endPause(trx: Trx, record: CaseRecord, at: Date): Promise<CaseChange> {
  const ended = await trx
    .updateTable('case_pause')
    .set({ until_at: at })
    .where('case_id', '=', record.case_id)
    .where('until_at', 'is', null)
    .returning('from_at')
    .executeTakeFirst()
  if (!ended) return { clock_paused_at: null }
  const changes = record.clock_changes ?? {}
  const pauses = [...(changes.pauses ?? []), { fromMs: ended.from_at.getTime(), untilMs: at.getTime() }]
  return { clock_paused_at: null, clock_changes: JSON.stringify({ ...changes, pauses }) }
}
