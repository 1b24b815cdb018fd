import { withSystem } from '../../db/client.ts'
import type { Services } from '../../services.ts'
import { lockCase } from '../case-row.ts'
import { endPause } from '../pause-clock.ts'
import { RULE_ACTOR } from '../rule-actor.ts'
import { changeCase } from './change-case.ts'

/** Ends deferrals whose day has come: the clock runs on with what was left. Twice changes nothing. */
export async function scanPauses(services: Pick<Services, 'db' | 'clock'>): Promise<number> {
  const now = services.clock.now()
  const due = await services.db
    .selectFrom('case_pause')
    .innerJoin('case_request', 'case_request.request_id', 'case_pause.request_id')
    .select('case_pause.case_id')
    .where('case_pause.until_at', 'is', null)
    .where('reason_code', '=', 'defer')
    .where('case_request.until', '<=', now)
    .execute()
  for (const { case_id } of due)
    await withSystem(services.db, 'cases.scan_pauses', async (trx) => {
      const record = await lockCase(trx, case_id)
      if (!record?.clock_paused_at) return
      const set = await endPause(trx, record, now)
      await changeCase(
        trx,
        case_id,
        {
          verb: 'resume',
          note: '缓办到期，时钟恢复',
          data: { en: 'The deferral has ended, the clock runs on' },
          set,
        },
        RULE_ACTOR,
        now,
      )
    })
  return due.length
}
