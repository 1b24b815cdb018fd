import { sql } from 'kysely'
import { z } from 'zod'
import { answerOnce } from '../cases/answer-once.ts'
import { becomeSystem } from '../cases/become-system.ts'
import { type Trx, withScope } from '../db/client.ts'
import { findDepartment } from '../dispatch/find-department.ts'
import { CodedError } from '../errors.ts'
import { appendEvent } from '../events/append-event.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { isOwnGrid, lockCandidate } from './candidate-row.ts'
import type { AheadTask } from './tables.ts'

const MAX_AT_ONCE = 200
const DAY_MS = 86_400_000
const MAX_DUE_DAYS = 90

export type Assignee = { readonly personId: number | null; readonly departmentId: number | null }

export const acceptSchema = z.object({
  candidates: z
    .array(z.object({ candidateId: z.number().int().positive(), version: z.number().int().positive() }))
    .min(1)
    .max(MAX_AT_ONCE),
  /** Left out: whom the duty list and the duty grid suggest. */
  to: z
    .union([
      z.object({ personId: z.number().int().positive() }),
      z.object({ departmentId: z.number().int().positive() }),
    ])
    .optional(),
  dueInDays: z.number().int().min(1).max(MAX_DUE_DAYS),
  idempotencyKey: z.string().min(1).max(200),
})

/** A candidate becomes somebody's task; several at once are accepted together or not at all. */
export async function acceptCandidates(
  services: Services,
  actor: Actor,
  input: z.output<typeof acceptSchema>,
) {
  const at = services.clock.now()
  const dueAt = new Date(at.getTime() + input.dueInDays * DAY_MS)
  return withScope(services.db, actor, (trx) =>
    answerOnce(trx, { userId: actor.userId, key: input.idempotencyKey, request: input, at }, async () => {
      const { to } = input
      if (to) await mustExist(trx, to)
      const rows = []
      // In the order of their ids: two who accept the same never wait for each other in a circle.
      for (const { candidateId, version } of input.candidates.toSorted(
        (a, b) => a.candidateId - b.candidateId,
      )) {
        const row = await lockCandidate(trx, candidateId, version)
        if (!(await isOwnGrid(trx, actor, row.duty_grid_id))) throw notOwn()
        if (row.state !== 'candidate')
          throw new CodedError('conflict', 'NOT_A_CANDIDATE', '已被他人处理', 'Somebody has dealt with it', {
            field: `candidates.${candidateId}`,
          })
        rows.push(row)
      }
      // Their right to each is proved above; whom it goes to may be of another area.
      await becomeSystem(trx)
      for (const row of rows) {
        const assignee = to
          ? { personId: null, departmentId: null, ...to }
          : await suggestAssignee(trx, services, {
              task: row.task,
              categoryId: row.category_id,
              dutyGridId: row.duty_grid_id,
            })
        if (assignee.personId === null && assignee.departmentId === null)
          throw new CodedError(
            'conflict',
            'NOBODY_THERE',
            `责任网格没有监督员，请指定由谁去`,
            'The duty grid has no collector: say who is to go',
            { field: 'to' },
          )
        await makeTask(trx, row, assignee, { at, dueAt, userId: actor.userId, name: actor.name })
      }
      return { accepted: rows.length }
    }),
  )
}

function notOwn(): CodedError {
  return new CodedError('forbidden', 'FORBIDDEN_AREA', '不在您的责任网格内', 'Not in a duty grid of yours')
}

async function mustExist(trx: Trx, to: NonNullable<z.output<typeof acceptSchema>['to']>): Promise<void> {
  const found =
    'personId' in to
      ? await trx
          .selectFrom('person')
          .select('person_id')
          .where('person_id', '=', to.personId)
          .executeTakeFirst()
      : await trx
          .selectFrom('department')
          .select('department_id')
          .where('department_id', '=', to.departmentId)
          .executeTakeFirst()
  if (!found)
    throw new CodedError(
      'bad_input',
      'UNKNOWN_REFERENCE',
      '没有这个人或部门',
      'No such person or department',
      {
        field: 'to',
      },
    )
}

/** Root causes and worn parts go to the department in charge, rounds to the collector of the duty grid. */
export async function suggestAssignee(
  trx: Trx,
  { locator }: Pick<Services, 'locator'>,
  of: { readonly task: AheadTask; readonly categoryId: number | null; readonly dutyGridId: number },
): Promise<Assignee> {
  const grid = locator.findDutyGrid(of.dutyGridId)
  if (of.task !== 'patrol' && of.categoryId !== null && grid) {
    const path = locator.findArea(grid.scopeAreaId)?.path ?? []
    const areas = path.flatMap((areaId) => {
      const area = locator.findArea(areaId)
      return area ? [area] : []
    })
    const { departmentId } = await findDepartment(trx, of.categoryId, areas)
    if (departmentId !== null) return { personId: null, departmentId }
  }
  const person =
    grid?.people.find(({ duty }) => duty === 'collector') ??
    grid?.people.find(({ duty }) => duty === 'worker')
  return { personId: person?.personId ?? null, departmentId: null }
}

/** @param by without a user it was the switch */
export async function makeTask(
  trx: Trx,
  row: { readonly candidate_id: number; readonly scope_area_id: number },
  assignee: Assignee,
  by: { readonly at: Date; readonly dueAt: Date; readonly userId?: string; readonly name: string },
): Promise<void> {
  await trx
    .updateTable('ahead_candidate')
    .set({
      state: 'accepted',
      version: sql<number>`version + 1`,
      person_id: assignee.personId,
      department_id: assignee.departmentId,
      accepted_at: by.at,
      accepted_by: by.name,
      due_at: by.dueAt,
    })
    .where('candidate_id', '=', row.candidate_id)
    .execute()
  await appendEvent(trx, {
    type: 'ahead.changed',
    at: by.at,
    scopeAreaId: row.scope_area_id,
    entity: 'ahead_candidate',
    entityId: row.candidate_id,
    actor: by.userId ?? '',
    data: { state: 'accepted', ...assignee },
  })
}
