import type { Trx } from '../db/client.ts'
import { CASE_COLUMNS, type CaseRecord, PLACE_COLUMNS } from './case-row.ts'
import { RULE_ACTOR } from './rule-actor.ts'
import { type StepBasis, writeStep } from './write-step.ts'

/** Closing or ending a master closes or ends what was merged into it: every reporter gets the one answer. */
export async function closeMerged(trx: Trx, master: CaseRecord, basis: StepBasis): Promise<void> {
  const merged = await trx
    .selectFrom('case_record')
    .select([...CASE_COLUMNS, ...PLACE_COLUMNS])
    .where('master_case_id', '=', master.case_id)
    .where('family', '=', 'merged')
    .where('state', 'not in', ['closed', 'canceled'])
    .orderBy('case_id')
    .forUpdate()
    .execute()
  const isClosed = master.state === 'closed'
  for (const child of merged)
    await writeStep(
      trx,
      child,
      {
        verb: isClosed ? 'force_close' : 'cancel',
        toState: master.state,
        set: { close_reason: 'merged', ...(isClosed && { closed_at: basis.at }) },
        note: `随主案件 ${master.number} 一并${isClosed ? '结案' : '注销'}`,
        data: {
          masterCaseId: master.case_id,
          en: `${isClosed ? 'Closed' : 'Canceled'} with its master case ${master.number}`,
        },
      },
      RULE_ACTOR,
      basis,
    )
}
