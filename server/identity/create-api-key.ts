import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { Clock } from '../services.ts'
import { hashApiKey } from './actor-of-request.ts'
import type { Role } from './permissions.ts'

export type ApiKeyHolder = {
  /** A new key takes the place of the earlier one of this name. */
  readonly name: string
  readonly roles: readonly Role[]
  readonly departmentId?: number
}

/**
 * Makes a key for a device or another system with these roles over the whole city. It is shown once: only its hash is
 * kept. Its user, `key:<name>`, is who the log and the case's steps name.
 */
export async function createApiKey(
  db: Kysely<Database>,
  clock: Clock,
  { name, roles, departmentId }: ApiKeyHolder,
): Promise<string> {
  const apiKey = `tg_${randomBytes(24).toString('base64url')}`
  const userId = `key:${name}`
  const now = clock.now()
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('api_key')
      .set({ revoked_at: now })
      .where('name', '=', name)
      .where('revoked_at', 'is', null)
      .execute()
    await trx.deleteFrom('role_grant').where('user_id', '=', userId).execute()
    await trx
      .insertInto('api_key')
      .values({ name, sha256: hashApiKey(apiKey), user_id: userId, created_at: now })
      .execute()
    await trx
      .insertInto('role_grant')
      .values(roles.map((role) => ({ user_id: userId, role, department_id: departmentId ?? null })))
      .execute()
  })
  return apiKey
}
