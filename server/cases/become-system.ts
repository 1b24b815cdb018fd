import { sql } from 'kysely'
import type { Trx } from '../db/client.ts'

/** Leaves the actor's scope for the rest of a transaction. Only after the actor's right to the row has been proved in it. */
export async function becomeSystem(trx: Trx): Promise<void> {
  await sql`select set_config('role', 'none', true)`.execute(trx)
}
