import { findCategory } from '../../basis/find-category.ts'
import { readCalendar } from '../../basis/read-calendar.ts'
import type { Trx } from '../../db/client.ts'
import { type CaseRecord, lockCase } from '../case-row.ts'
import type { WorkVerb } from '../work-verb.ts'
import { type CaseChange, type StepActor, writeStep } from '../write-step.ts'

/** A change of the case's row that is no step of its lifecycle: next version, clocks anew, one line of its timeline. */
export async function changeCase(
  trx: Trx,
  caseId: number,
  work: {
    readonly verb: WorkVerb
    readonly note: string
    readonly data?: Readonly<Record<string, unknown>>
    readonly set: CaseChange
  },
  actor: StepActor,
  at: Date,
): Promise<CaseRecord> {
  const record = await lockCase(trx, caseId)
  if (!record) throw new Error(`Case ${caseId} is gone`)
  const category =
    record.category_id === null ? undefined : await findCategory(trx, { categoryId: record.category_id })
  const calendar = await readCalendar(trx)
  return writeStep(trx, record, { ...work, toState: record.state }, actor, { at, calendar, category })
}
