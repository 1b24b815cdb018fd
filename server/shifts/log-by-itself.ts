import type { Trx } from '../db/client.ts'
import { appendEvent } from '../events/append-event.ts'
import type { LogCause } from './tables.ts'

export type AutomaticLine = {
  readonly cause: LogCause
  /** Of what happened: the same again writes nothing. */
  readonly key: string
  readonly at: Date
  readonly zh: string
  readonly en: string
  readonly caseId?: number
}

/** Writes a line into the duty log by itself, marked as automatic, once. Runs in the transaction that makes it happen. */
export async function logByItself(
  trx: Trx,
  { cause, key, at, zh, en, caseId }: AutomaticLine,
): Promise<boolean> {
  const written = await trx
    .insertInto('duty_log')
    .values({
      at,
      by_name: '',
      text: zh,
      text_en: en,
      cause,
      once_key: `${cause}:${key}`,
      case_id: caseId ?? null,
    })
    .onConflict((conflict) => conflict.column('once_key').doNothing())
    .returning('log_id')
    .executeTakeFirst()
  if (!written) return false
  await appendEvent(trx, {
    type: 'shift.changed',
    at,
    scopeAreaId: 0,
    entity: 'shift',
    entityId: written.log_id,
  })
  return true
}
