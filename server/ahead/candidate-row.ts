import { type SqlBool, sql } from 'kysely'
import type { Trx } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'

/** Locks a candidate that the actor may see, at the version that was shown (undefined: whatever stands). */
export async function lockCandidate(trx: Trx, candidateId: number, version?: number) {
  const row = await trx
    .selectFrom('ahead_candidate')
    .select(['candidate_id', 'state', 'version', 'task', 'detector', 'category_id', 'scope_area_id'])
    .select(['duty_grid_id', 'unit_grid_id', 'person_id', 'department_id', 'case_id'])
    .select([sql<number>`st_x(geom)`.as('lng'), sql<number>`st_y(geom)`.as('lat')])
    .where('candidate_id', '=', candidateId)
    .forUpdate()
    .executeTakeFirst()
  if (!row)
    throw new CodedError(
      'not_found',
      'NO_SUCH_CANDIDATE',
      '没有这一项，或不在您的辖区',
      'No such candidate in your area',
      { field: 'candidateId' },
    )
  if (version !== undefined && row.version !== version)
    throw new CodedError(
      'conflict',
      'CONFLICT_VERSION',
      '他人已处理过这一项，请先看看',
      'Somebody else has dealt with this meanwhile: look again',
      { field: 'version' },
    )
  return row
}

/** A chief is at home in the duty grids that are theirs; everybody else where their areas are. */
export const ownGrid = (actor: Actor) =>
  isChiefOnly(actor)
    ? sql<SqlBool>`exists (select from duty_grid_person own where own.duty_grid_id = ahead_candidate.duty_grid_id
        and own.person_id = ${actor.personId}::int and own.duty = 'chief')`
    : sql<SqlBool>`true`

export async function isOwnGrid(trx: Trx, actor: Actor, dutyGridId: number): Promise<boolean> {
  if (!isChiefOnly(actor)) return true
  const own = await trx
    .selectFrom('duty_grid_person')
    .select('duty_grid_id')
    .where('duty_grid_id', '=', dutyGridId)
    .where('person_id', '=', actor.personId ?? 0)
    .where('duty', '=', 'chief')
    .executeTakeFirst()
  return own !== undefined
}

const HIGHER = ['admin', 'shift_leader', 'dispatcher', 'supervisor', 'planner'] as const

/** Nothing but a chief: holds no post that looks further. */
export function isChiefOnly({ roles }: Actor): boolean {
  return roles.includes('grid_chief') && !HIGHER.some((role) => roles.includes(role))
}
