import { createHash } from 'node:crypto'
import { withSystem } from '../db/client.ts'
import { publicErrorOf } from '../errors.ts'
import type { Services } from '../services.ts'

/** Enough to see what it was; a flood of large ones must not fill the disk. */
const EXCERPT_CHARACTERS = 2000
/** A sender that only errs is noticed long before; what came first is kept. */
const MAX_WAITING_PER_SOURCE = 1000

/** Keeps what could not be taken where a person finds it. The same again is not kept twice. */
export async function keepRejection(
  services: Pick<Services, 'db' | 'clock'>,
  source: string,
  body: Uint8Array,
  error: unknown,
): Promise<void> {
  const { code, message, messageZh, field = '', expected = '' } = publicErrorOf(error)
  await withSystem(services.db, 'intake.reject', async (trx) => {
    const { waiting } = await trx
      .selectFrom('intake_rejection')
      .select((eb) => eb.fn.countAll<number>().as('waiting'))
      .where('source', '=', source)
      .where('settled_at', 'is', null)
      .executeTakeFirstOrThrow()
    if (Number(waiting) >= MAX_WAITING_PER_SOURCE) return
    await trx
      .insertInto('intake_rejection')
      .values({
        source,
        content_sha256: createHash('sha256').update(body).digest('hex'),
        received_at: services.clock.now(),
        code,
        field,
        message,
        message_zh: messageZh,
        expected,
        excerpt: excerptOf(body),
      })
      .onConflict((conflict) => conflict.columns(['source', 'content_sha256', 'code']).doNothing())
      .execute()
  })
}

/** PostgreSQL keeps no NUL in a text. */
function excerptOf(body: Uint8Array): string {
  const text = Buffer.from(body.subarray(0, 4 * EXCERPT_CHARACTERS)).toString('utf8')
  return [...text.replaceAll('\0', '\ufffd')].slice(0, EXCERPT_CHARACTERS).join('')
}
