import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Database } from '../db/schema.ts'
import { CodedError } from '../errors.ts'

export type OnceKey = {
  readonly userId: string
  readonly key: string
  readonly request: unknown
  readonly at: Date
}

/**
 * Runs a write once for a user's idempotency key: the same request again gets the first answer, another request under
 * the same key is refused. The key and what it did commit together, so that a crash between them cannot happen.
 */
export async function answerOnce<Answer>(
  trx: Transaction<Database>,
  { userId, key, request, at }: OnceKey,
  run: () => Promise<Answer>,
): Promise<Answer> {
  const request_sha256 = createHash('sha256').update(JSON.stringify(request)).digest('hex')
  const isFirst = await trx
    .insertInto('idempotency')
    .values({ user_id: userId, key, request_sha256, response: 'null', at })
    .onConflict((conflict) => conflict.columns(['user_id', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst()
  if (!isFirst) {
    const earlier = await trx
      .selectFrom('idempotency')
      .select(['request_sha256', 'response'])
      .where('user_id', '=', userId)
      .where('key', '=', key)
      .executeTakeFirstOrThrow()
    if (earlier.request_sha256 === request_sha256) return earlier.response as Answer
    throw new CodedError(
      'conflict',
      'IDEMPOTENCY_KEY_REUSED',
      '该幂等键已用于另一请求',
      'This idempotency key was used for another request',
      { field: 'idempotencyKey', expected: 'a new key for each new request' },
    )
  }
  const answer = await run()
  await trx
    .updateTable('idempotency')
    .set({ response: JSON.stringify(answer) })
    .where('user_id', '=', userId)
    .where('key', '=', key)
    .execute()
  return answer
}
