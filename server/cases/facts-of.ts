import type { Kysely } from 'kysely'
import { handleStepCount, type Limit } from '../clocks/deadlines.ts'
import type { Database } from '../db/schema.ts'
import type { CaseRecord } from './case-row.ts'
import type { ActVerb, CaseFacts } from './machine.ts'

/** What the lifecycle's guards look at, gathered from the case and its timeline. */
export async function factsOf(
  db: Kysely<Database>,
  record: CaseRecord,
  limits: readonly Limit[] = [],
  approvedVerb: ActVerb | null = null,
): Promise<CaseFacts> {
  const doers = await db
    .selectFrom('case_step')
    .select(['verb', 'department_id', 'actor_user_id'])
    .where('case_id', '=', record.case_id)
    .where('verb', 'in', ['handle', 'feed_back', 'self_handle'])
    .execute()
  const unit =
    record.unit_id === null
      ? undefined
      : await db
          .selectFrom('unit')
          .select('department_id')
          .where('unit_id', '=', record.unit_id)
          .executeTakeFirst()
  // Feeding back may be the center's work: it makes the person a doer, not the center.
  const handlers = doers.filter((step) => step.verb !== 'feed_back')
  const departmentIds = [
    record.department_id,
    unit?.department_id,
    ...handlers.map((step) => step.department_id),
  ]
  const known = [...new Set(departmentIds)].filter((id) => typeof id === 'number')
  return {
    state: record.state,
    hasCategory: record.category_id !== null,
    isPlaced: record.duty_grid_id !== null,
    departmentId: record.department_id,
    handlerDepartmentIds: await withContractors(db, known),
    handlerUserIds: [...new Set(doers.map((doer) => doer.actor_user_id))].filter((id) => id !== null),
    isAdjudicationDue: !record.is_bound && (await isReturnedEnough(db, record)),
    isBound: record.is_bound,
    isMerged: record.family === 'merged',
    openJointCount: await countOpenJoint(db, record.case_id),
    hasNextStage: record.stage_step < handleStepCount(limits, record.condition),
    isEvaluated: record.evaluation !== null,
    approvedVerb,
  }
}

/** Departments play ping-pong: after so many returns, by severity, it goes to a binding decision. */
async function isReturnedEnough(
  db: Kysely<Database>,
  { return_count, severity }: CaseRecord,
): Promise<boolean> {
  if (return_count === 0) return false
  const limit = await db
    .selectFrom('escalation_limit')
    .select('returns')
    .where('severity', '=', severity as 'normal')
    .where('department_id', 'is', null)
    .executeTakeFirst()
  return return_count >= (limit?.returns ?? 1)
}

/** A contractor and whoever it works for are one hand. */
async function withContractors(db: Kysely<Database>, departmentIds: number[]): Promise<number[]> {
  if (departmentIds.length === 0) return []
  const rows = await db
    .selectFrom('department')
    .select(['department_id', 'contractor_of_id'])
    .where((is) =>
      is.or([is('department_id', 'in', departmentIds), is('contractor_of_id', 'in', departmentIds)]),
    )
    .execute()
  const family = rows.flatMap((row) => [row.department_id, row.contractor_of_id])
  return [...new Set([...departmentIds, ...family])].filter((id) => id !== null)
}

/** Sub-tasks of assisting departments and child cases that are not done. */
async function countOpenJoint(db: Kysely<Database>, caseId: number): Promise<number> {
  const row = await db
    .selectNoFrom((eb) => [
      eb
        .selectFrom('case_task')
        .select(eb.fn.countAll<number>().as('n'))
        .where('case_id', '=', caseId)
        .where('kind', '=', 'assist')
        .where('state', '=', 'open')
        .as('tasks'),
      eb
        .selectFrom('case_record')
        .select(eb.fn.countAll<number>().as('n'))
        .where('master_case_id', '=', caseId)
        .where('family', '=', 'child')
        .where('state', 'not in', ['closed', 'canceled'])
        .as('children'),
    ])
    .executeTakeFirstOrThrow()
  return Number(row.tasks) + Number(row.children)
}
