import { z } from 'zod'
import { type Trx, withScope, withSystem } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { type ParsedReport, takeIn } from './take-report.ts'

export const resolveConflictSchema = z.object({
  conflictId: z.number().int().positive(),
  /** `keep_first`: the newer one says nothing new. `new_case`: it is another matter, and becomes its own case. */
  resolution: z.enum(['keep_first', 'new_case']),
})

/** A person decides about a queued report. Deciding again answers as decided. */
export async function resolveConflict(
  services: Services,
  actor: Actor,
  input: z.infer<typeof resolveConflictSchema>,
): Promise<{ readonly resolution: string; readonly caseNumber: string | null }> {
  const at = services.clock.now()
  // Proves that the conflict lies in the actor's scope.
  await withScope(services.db, actor, (trx) => getConflict(trx, input.conflictId))
  return withSystem(services.db, 'reports.resolve', async (trx) => {
    const conflict = await getConflict(trx, input.conflictId)
    if (conflict.resolution !== null) return { resolution: conflict.resolution, caseNumber: null }
    await trx
      .updateTable('report_conflict')
      .set({ resolved_at: at, resolution: input.resolution })
      .where('conflict_id', '=', input.conflictId)
      .execute()
    if (input.resolution === 'keep_first') return { resolution: input.resolution, caseNumber: null }
    const report = conflict.payload as ParsedReport
    // Its own id under the same source: the first one keeps the id that both claimed.
    const sourceId = `${report.sourceId}#${input.conflictId}`
    const answer = await takeIn(trx, services, actor, { ...report, sourceId }, at)
    return { resolution: input.resolution, caseNumber: answer.caseNumber }
  })
}

async function getConflict(trx: Trx, conflictId: number) {
  const conflict = await trx
    .selectFrom('report_conflict')
    .select(['payload', 'resolution'])
    .where('conflict_id', '=', conflictId)
    .forUpdate()
    .executeTakeFirst()
  if (conflict) return conflict
  throw new CodedError(
    'not_found',
    'CONFLICT_NOT_FOUND',
    '没有这条冲突上报',
    'There is no such queued report',
  )
}
