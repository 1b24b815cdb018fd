import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { CaseRecord } from './case-row.ts'
import type { CaseFacts } from './machine.ts'

/** What the lifecycle's guards look at, gathered from the case and its timeline. */
export async function factsOf(db: Kysely<Database>, record: CaseRecord): Promise<CaseFacts> {
  const doers = await db
    .selectFrom('case_step')
    .select(['verb', 'department_id', 'actor_user_id'])
    .where('case_id', '=', record.case_id)
    .where('verb', 'in', ['handle', 'feed_back'])
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
  const handlers = doers.filter((step) => step.verb === 'handle')
  const departmentIds = [
    record.department_id,
    unit?.department_id,
    ...handlers.map((step) => step.department_id),
  ]
  return {
    state: record.state,
    hasCategory: record.category_id !== null,
    isPlaced: record.duty_grid_id !== null,
    departmentId: record.department_id,
    handlerDepartmentIds: [...new Set(departmentIds)].filter((id) => typeof id === 'number'),
    handlerUserIds: [...new Set(doers.map((doer) => doer.actor_user_id))].filter((id) => id !== null),
  }
}
