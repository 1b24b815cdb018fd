import { type Kysely, sql } from 'kysely'
import { withSystem } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import { CHAIN_START, chainHash, type SealedEvent } from './chain-hash.ts'

/** Any fixed number: whoever holds it is the sequencer. */
export const SEQUENCER_LOCK = 7_261_002
const BATCH = 500

/**
 * Gives the committed events that have none the next positions, in one short transaction. A transaction that is still
 * open is not seen, so it neither stalls the others nor leaves a gap; its events follow when it commits.
 *
 * @returns how many were numbered; undefined where another instance is numbering
 */
export function numberEvents(db: Kysely<Database>): Promise<number | undefined> {
  return withSystem(db, 'number-events', async (trx) => {
    const lock = await sql<{ is_mine: boolean }>`
      select pg_try_advisory_xact_lock(${sql.lit(SEQUENCER_LOCK)}) as is_mine`.execute(trx)
    if (!lock.rows[0]?.is_mine) return undefined
    const { rows } = await sql<Omit<SealedEvent, 'position'> & { eventId: number }>`
      select event_id as "eventId", ${atMicroseconds} as "atMicroseconds", type, scope_area_id as "scopeAreaId",
        entity, entity_id as "entityId", actor, data::text as data
      from event_log where position is null order by event_id limit ${sql.lit(BATCH)}`.execute(trx)
    if (rows.length === 0) return 0
    const last = await trx
      .selectFrom('event_log')
      .select(['position', 'hash'])
      .where('position', 'is not', null)
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst()
    let position = last?.position ?? 0
    let hash = last?.hash ?? CHAIN_START
    const positions: number[] = []
    const hashes: string[] = []
    for (const row of rows) {
      position += 1
      hash = chainHash(hash, { ...row, position })
      positions.push(position)
      hashes.push(hash)
    }
    await sql`
      update event_log set position = numbered.position, hash = numbered.hash
      from unnest(${rows.map(({ eventId }) => eventId)}::bigint[], ${positions}::bigint[], ${hashes}::text[])
        as numbered (event_id, position, hash)
      where event_log.event_id = numbered.event_id`.execute(trx)
    return rows.length
  })
}

/** Microseconds since 1970 as text: exact, and the same in every session's time zone. */
export const atMicroseconds = sql<string>`(extract(epoch from at) * 1000000)::bigint::text`
