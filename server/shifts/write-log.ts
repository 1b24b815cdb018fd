import { z } from 'zod'
import { idempotencyKeySchema } from '../cases/act-input.ts'
import { answerOnce } from '../cases/answer-once.ts'
import { type Trx, withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { appendEvent } from '../events/append-event.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { mustSeeCity } from './read-shift.ts'

export const logSchema = z.object({
  idempotencyKey: idempotencyKeySchema,
  text: z.string().trim().min(1).max(2000),
  /** The number of the case that it is about. */
  caseNumber: z.string().trim().max(64).default(''),
})

/** One line into the duty log, once; a case it names is on the shift's watch list while it is open. */
export function writeLog(services: Services, actor: Actor, input: z.output<typeof logSchema>) {
  mustSeeCity(actor)
  const at = services.clock.now()
  return withScope(services.db, actor, (trx) =>
    answerOnce(trx, { userId: actor.userId, key: input.idempotencyKey, request: input, at }, async () => {
      const found = input.caseNumber
        ? await trx
            .selectFrom('case_record')
            .select('case_id')
            .where('number', '=', input.caseNumber)
            .executeTakeFirst()
        : null
      if (found === undefined)
        throw new CodedError('not_found', 'CASE_NOT_FOUND', '没有这个编号的案件', 'No case has this number', {
          field: 'caseNumber',
          expected: 'the whole number of a case',
        })
      return keepLog(trx, { at, byName: actor.name, text: input.text, caseId: found?.case_id ?? null })
    }),
  )
}

/** A line by a person, or of the program: `@given`, `@taken`, which the page says in its own language. */
export async function keepLog(
  trx: Trx,
  line: { readonly at: Date; readonly byName: string; readonly text: string; readonly caseId: number | null },
): Promise<{ readonly logId: number }> {
  const kept = await trx
    .insertInto('duty_log')
    .values({ at: line.at, by_name: line.byName, text: line.text, case_id: line.caseId })
    .returning('log_id')
    .executeTakeFirstOrThrow()
  await appendEvent(trx, {
    type: 'shift.changed',
    at: line.at,
    scopeAreaId: 0,
    entity: 'shift',
    entityId: kept.log_id,
  })
  return { logId: kept.log_id }
}
