import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

/** Only by whoever keeps it. */
export async function removeView(services: Services, actor: Actor, viewId: number): Promise<void> {
  const { numDeletedRows } = await withScope(services.db, actor, (trx) =>
    trx.deleteFrom('saved_view').where('view_id', '=', viewId).executeTakeFirst(),
  )
  if (numDeletedRows === 0n) {
    throw new CodedError('not_found', 'NO_SUCH_VIEW', '没有这个视图，或不是您的', 'No such view of yours')
  }
}
