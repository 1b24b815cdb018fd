import { sql } from 'kysely'
import { z } from 'zod'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { appendEvent } from '../events/append-event.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { isOwnGrid, lockCandidate } from './candidate-row.ts'

export const dismissSchema = z.object({
  candidateId: z.number().int().positive(),
  version: z.number().int().positive(),
  reason: z.string().trim().min(1).max(500),
})

/** Nothing is to be done about it, and why; an accepted task is taken back in the same way. */
export async function dismissCandidate(
  services: Services,
  actor: Actor,
  { candidateId, version, reason }: z.output<typeof dismissSchema>,
): Promise<{ readonly version: number }> {
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const row = await lockCandidate(trx, candidateId, version)
    if (!(await isOwnGrid(trx, actor, row.duty_grid_id)))
      throw new CodedError('forbidden', 'FORBIDDEN_AREA', '不在您的责任网格内', 'Not in a duty grid of yours')
    if (row.state !== 'candidate' && row.state !== 'accepted')
      throw new CodedError('conflict', 'ENDED', '这一项已经结束', 'This one has ended')
    await trx
      .updateTable('ahead_candidate')
      .set({
        state: 'dismissed',
        ended_at: at,
        note: reason,
        closed_by: actor.name,
        version: sql<number>`version + 1`,
      })
      .where('candidate_id', '=', candidateId)
      .execute()
    await appendEvent(trx, {
      type: 'ahead.changed',
      at,
      scopeAreaId: row.scope_area_id,
      entity: 'ahead_candidate',
      entityId: candidateId,
      actor: actor.userId,
      data: { state: 'dismissed' },
    })
    return { version: version + 1 }
  })
}
