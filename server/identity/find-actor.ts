import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { Locator } from '../locate/locator.ts'
import type { Actor } from './actor.ts'
import { ROLES, type Role } from './permissions.ts'

/** Roles that see nothing of others' through their scope. */
const UNSCOPED_ROLES: readonly Role[] = ['resident']

/** What a user may do and see, from the grants; undefined for somebody without any. */
export async function findActor(
  db: Kysely<Database>,
  locator: Locator,
  user: { readonly id: string; readonly name: string },
): Promise<Actor | undefined> {
  const grants = (
    await db.selectFrom('role_grant').selectAll().where('user_id', '=', user.id).execute()
  ).flatMap((grant) => (isRole(grant.role) ? [{ ...grant, role: grant.role }] : []))
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
    personId: grants.find((grant) => grant.person_id !== null)?.person_id ?? null,
  }
}

function isRole(role: string): role is Role {
  return (ROLES as readonly string[]).includes(role)
}

function unique(ids: readonly number[]): number[] {
  return [...new Set(ids)].sort((a, b) => a - b)
}
