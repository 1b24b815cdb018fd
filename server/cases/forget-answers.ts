import { withSystem } from '../db/client.ts'
import type { Services } from '../services.ts'

/** A phone may be without a net for a weekend; a request older than this is not sent again. */
const KEEP_DAYS = 7

/** Takes out the answers kept for requests that may be sent again, once nobody will. */
export async function forgetAnswers(services: Pick<Services, 'db' | 'clock'>): Promise<void> {
  const before = new Date(services.clock.now().getTime() - KEEP_DAYS * 86_400_000)
  await withSystem(services.db, 'cases.forget_answers', (trx) =>
    trx.deleteFrom('idempotency').where('at', '<', before).execute(),
  )
}
