import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { Clock } from '../services.ts'

/** Makes the secret of a system that signs its reports; a new one takes the earlier one's place. */
export async function createIntakeSource(db: Kysely<Database>, clock: Clock, name: string): Promise<string> {
  const secret = `tgs_${randomBytes(32).toString('base64url')}`
  const fresh = { secret, created_at: clock.now(), revoked_at: null }
  await db
    .insertInto('intake_source')
    .values({ name, ...fresh })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(fresh))
    .execute()
  return secret
}
