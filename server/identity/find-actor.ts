import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { Locator } from '../locate/locator.ts'
import { INTEGRATION, takesCases } from '../organization/integration.ts'
import type { Actor } from './actor.ts'
import { ROLES, type Role } from './permissions.ts'

/** Roles that see nothing of others' through their scope. */
const UNSCOPED_ROLES: readonly Role[] = ['resident']
/** Who looks after a piece of ground sees what happens on it, whatever department pays them. */
const ROLES_OF_THE_GROUND: readonly Role[] = ['collector', 'grid_chief', 'device']

/** What a user may do and see, from the grants; undefined for somebody without any. */
export async function findActor(
  db: Kysely<Database>,
  locator: Locator,
  user: { readonly id: string; readonly name: string },
): Promise<Actor | undefined> {
  const grants = (
    await db
      .selectFrom('role_grant')
      .leftJoin('department', 'department.department_id', 'role_grant.department_id')
      .select([
        'role_grant.role',
        'role_grant.area_id',
        'role_grant.department_id',
        'role_grant.person_id',
        'department.integration_level',
      ])
      .where('user_id', '=', user.id)
      .execute()
  ).flatMap((grant) =>
    isRole(grant.role) ? [{ ...grant, role: roleWithin(grant.role, grant.integration_level) }] : [],
  )
  if (grants.length === 0) return undefined
  const scoped = grants.filter((grant) => !UNSCOPED_ROLES.includes(grant.role))
  const isWholeCity = scoped.some((grant) => grant.area_id === null)
  const scopeAreaIds = isWholeCity
    ? [0, ...locator.leafAreaIds]
    : unique(
        scoped.flatMap((grant) => (grant.area_id === null ? [] : locator.leafAreaIdsWithin(grant.area_id))),
      )
  return {
    userId: user.id,
    name: user.name,
    roles: ROLES.filter((role) => grants.some((grant) => grant.role === role)),
    scopeAreaIds,
    isWholeCity,
    departmentIds: unique(grants.flatMap((grant) => grant.department_id ?? [])),
    handedTo:
      scoped.length > 0 && scoped.every(isForHanded)
        ? unique(scoped.flatMap((grant) => grant.department_id ?? []))
        : null,
    personId: grants.find((grant) => grant.person_id !== null)?.person_id ?? null,
  }
}

/** Of a department that only shares its data, people see what all share, whatever they are granted. */
function roleWithin(role: Role, integrationLevel: number | null): Role {
  if (integrationLevel === null || takesCases(integrationLevel) || role === 'device') return role
  return 'department_reader'
}

/** A post in a department that joined with its business, not with its people. */
function isForHanded({ role, integration_level }: { role: Role; integration_level: number | null }): boolean {
  return integration_level === INTEGRATION.supervise && !ROLES_OF_THE_GROUND.includes(role)
}

function isRole(role: string): role is Role {
  return (ROLES as readonly string[]).includes(role)
}

function unique(ids: readonly number[]): number[] {
  return [...new Set(ids)].sort((a, b) => a - b)
}
