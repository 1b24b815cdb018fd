import { sql } from 'kysely'
import { z } from 'zod'
import { answerOnce } from '../cases/answer-once.ts'
import { withSystem } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { appendEvent } from '../events/append-event.ts'
import type { Actor } from '../identity/actor.ts'
import { pointSchema } from '../locate/schemas.ts'
import { reportInputSchema } from '../reports/report-input.ts'
import { takeReport } from '../reports/take-report.ts'
import type { Services } from '../services.ts'
import { markSeen } from '../tasks/mark-seen.ts'
import { isOwnGrid, lockCandidate } from './candidate-row.ts'

export const finishSchema = z.object({
  candidateId: z.number().int().positive(),
  finding: z.enum(['found', 'nothing']),
  /** What was seen; a finding is never without words. */
  note: z.string().trim().max(2000).default(''),
  /** Where one stood; whoever walks must stand there. */
  at: pointSchema.optional(),
  idempotencyKey: z.string().min(1).max(200),
})

const DESK = ['admin', 'shift_leader', 'grid_chief'] as const

/**
 * A task is done: something was found or nothing. What a round or an inspection found becomes a case through the one
 * door for reports; a root cause does not, as its cases are there already.
 */
export async function finishTask(services: Services, actor: Actor, input: z.output<typeof finishSchema>) {
  const { candidateId, finding, note } = input
  if (finding === 'found' && note === '')
    throw new CodedError('bad_input', 'MISSING_NOTE', '请写明发现了什么', 'Say what you found', {
      field: 'note',
    })
  const now = services.clock.now()
  const once = { userId: actor.userId, key: input.idempotencyKey, request: input, at: now }
  const place = input.at && services.locator.locate(input.at.lng, input.at.lat)
  const report = await withSystem(services.db, 'ahead.finish', async (trx) => {
    const row = await lockCandidate(trx, candidateId)
    await mustBeTheirs(trx, actor, row)
    // Sent again after it arrived: answered below as it was then.
    if (row.state === 'done') return null
    if (row.state !== 'accepted') throw ended()
    const isWalker = actor.roles.includes('collector')
    if (isWalker && row.task !== 'root_cause' && place?.dutyGrid?.dutyGridId !== row.duty_grid_id)
      throw new CodedError(
        'conflict',
        'NOT_IN_GRID',
        '您不在要巡查的网格内，走到再提交',
        'You do not stand in the grid to look at: go there first',
        { field: 'at' },
      )
    return finding === 'found' && row.task !== 'root_cause' && row.category_id !== null ? row : null
  })
  // The report's own id makes a second sending the same case.
  const taken =
    report &&
    (await takeReport(
      services,
      actor,
      reportInputSchema.parse({
        sourceSystem: 'ahead',
        sourceId: String(candidateId),
        channel: actor.roles.includes('collector') ? 'collector' : 'patrol',
        categoryId: report.category_id,
        description: note,
        x: input.at?.lng ?? report.lng,
        y: input.at?.lat ?? report.lat,
      }),
    ))
  return withSystem(services.db, 'ahead.finish', (trx) =>
    answerOnce(trx, once, async () => {
      const row = await lockCandidate(trx, candidateId)
      if (row.state !== 'accepted') throw ended()
      await trx
        .updateTable('ahead_candidate')
        .set({
          state: 'done',
          finding,
          note,
          ended_at: now,
          closed_by: actor.name,
          case_id: taken?.caseId ?? null,
          version: sql<number>`version + 1`,
        })
        .where('candidate_id', '=', candidateId)
        .execute()
      if (place?.unitGrid && input.at)
        await markSeen(trx, {
          personId: actor.personId,
          unitGridId: place.unitGrid.unitGridId,
          scopeAreaId: place.scopeAreaId,
          lngLat: [input.at.lng, input.at.lat],
          at: now,
          result: finding === 'found' ? 'problem' : 'normal',
        })
      await appendEvent(trx, {
        type: 'ahead.changed',
        at: now,
        scopeAreaId: row.scope_area_id,
        entity: 'ahead_candidate',
        entityId: candidateId,
        actor: actor.userId,
        data: { state: 'done', finding, caseId: taken?.caseId ?? null },
      })
      return { finding, caseNumber: taken?.caseNumber ?? null }
    }),
  )
}

function ended(): CodedError {
  return new CodedError('conflict', 'ENDED', '这项任务已经结束', 'This task has ended')
}

async function mustBeTheirs(
  trx: Parameters<typeof isOwnGrid>[0],
  actor: Actor,
  row: Awaited<ReturnType<typeof lockCandidate>>,
): Promise<void> {
  const isSent =
    (row.person_id !== null && row.person_id === actor.personId) ||
    (row.department_id !== null && actor.departmentIds.includes(row.department_id))
  const mayClose =
    DESK.some((role) => actor.roles.includes(role)) &&
    actor.scopeAreaIds.includes(row.scope_area_id) &&
    (await isOwnGrid(trx, actor, row.duty_grid_id))
  if (!isSent && !mayClose)
    throw new CodedError('forbidden', 'NOT_YOURS', '这项任务没有派给您', 'This task was not given to you')
}
