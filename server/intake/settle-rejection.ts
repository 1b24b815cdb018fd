import { z } from 'zod'
import { withSystem } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

export const settleRejectionSchema = z.object({ rejectionId: z.number().int().positive() })

/** A person has seen to it: entered it by hand, or told the sender. Settling again changes nothing. */
export async function settleRejection(
  services: Services,
  actor: Actor,
  { rejectionId }: z.infer<typeof settleRejectionSchema>,
): Promise<void> {
  await withSystem(services.db, 'intake.settle', (trx) =>
    trx
      .updateTable('intake_rejection')
      .set({ settled_at: services.clock.now(), settled_by: actor.userId })
      .where('rejection_id', '=', rejectionId)
      .where('settled_at', 'is', null)
      .execute(),
  )
}
