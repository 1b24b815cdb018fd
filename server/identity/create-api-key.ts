import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { Clock } from '../services.ts'
import { hashApiKey } from './actor-of-request.ts'
import type { Role } from './permissions.ts'

/** Makes a key for a device or another system with these roles over the whole city. Shown once: only its hash is kept. */
export async function createApiKey(
  db: Kysely<Database>,
  clock: Clock,
  { name, roles }: { readonly name: string; readonly roles: readonly Role[] },
): Promise<string> {
  const apiKey = `tg_${randomBytes(24).toString('base64url')}`
  const userId = `key:${name}`
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('api_key')
      .values({ name, sha256: hashApiKey(apiKey), user_id: userId, created_at: clock.now() })
      .execute()
    await trx
      .insertInto('role_grant')
      .values(roles.map((role) => ({ user_id: userId, role })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  })
  return apiKey
}
