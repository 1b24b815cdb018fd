import { z } from 'zod'
import type { Trx } from '../../db/client.ts'
import { withScope } from '../../db/client.ts'
import { CodedError } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'
import { idempotencyKeySchema } from '../act-input.ts'
import { answerOnce } from '../answer-once.ts'
import { becomeSystem } from '../become-system.ts'
import { type CaseRecord, lockCase } from '../case-row.ts'

/** What every act beside the lifecycle says: which case, and once. */
export const onCaseSchema = z.object({
  caseId: z.number().int().positive(),
  idempotencyKey: idempotencyKeySchema,
})
export const whyTextSchema = z.string().trim().min(1).max(2000)

export type CaseContext = {
  readonly trx: Trx
  readonly services: Services
  readonly actor: Actor
  readonly record: CaseRecord
  readonly at: Date
}

/** Runs an act on a case once: found and locked under the actor's scope, then as the system, all in one transaction. */
export function withCase<Answer>(
  services: Services,
  actor: Actor,
  input: z.output<typeof onCaseSchema>,
  run: (context: CaseContext) => Promise<Answer>,
): Promise<Answer> {
  const at = services.clock.now()
  return withScope(services.db, actor, (trx) =>
    answerOnce(trx, { userId: actor.userId, key: input.idempotencyKey, request: input, at }, async () => {
      const record = await lockCase(trx, input.caseId)
      if (!record)
        throw new CodedError('not_found', 'CASE_NOT_FOUND', '没有这个案件', 'There is no such case')
      await becomeSystem(trx)
      return run({ trx, services, actor, record, at })
    }),
  )
}

export function refuse(code: string, zh: string, en: string, field?: string): CodedError {
  return new CodedError(code.startsWith('FORBIDDEN') ? 'forbidden' : 'conflict', code, zh, en, {
    ...(field && { field }),
  })
}

/** Only open cases are worked on. */
export function mustBeOpen(record: CaseRecord): void {
  if (record.state === 'closed' || record.state === 'canceled')
    throw refuse('CASE_FINISHED', '案件已了结', 'The case is finished')
}
