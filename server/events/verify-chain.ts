import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/schema.ts'
import { CHAIN_START, chainHash, type SealedEvent } from './chain-hash.ts'
import { atMicroseconds } from './number-events.ts'

const PAGE = 2000

/** Reads the whole log and recomputes it: the number of sealed events, or the first position that is missing or altered. */
export async function verifyChain(
  db: Kysely<Database>,
): Promise<{ readonly events: number } | { readonly brokenAt: number }> {
  let previous = CHAIN_START
  let expected = 1
  for (;;) {
    const { rows } = await sql<SealedEvent & { hash: string }>`
      select position, ${atMicroseconds} as "atMicroseconds", type, scope_area_id as "scopeAreaId",
        entity, entity_id as "entityId", actor, data::text as data, hash
      from event_log where position >= ${expected} order by position limit ${sql.lit(PAGE)}`.execute(db)
    for (const row of rows) {
      if (row.position !== expected || row.hash !== chainHash(previous, row)) return { brokenAt: expected }
      previous = row.hash
      expected += 1
    }
    if (rows.length < PAGE) return { events: expected - 1 }
  }
}
