import { type Kysely, sql } from 'kysely'
import { type Trx, withSystem } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import type { EventType } from '../identity/permissions.ts'
import { CHAIN_START, chainHash } from './chain-hash.ts'
import { SEQUENCER_LOCK } from './number-events.ts'

export type PastEvent = {
  /** UTC milliseconds. */
  readonly atMs: number
  readonly type: EventType
  readonly scopeAreaId: number
  readonly entity: string
  readonly entityId: string
  readonly actor: string
  /** Flat: numbers, texts and booleans. */
  readonly data: Readonly<Record<string, string | number | boolean>>
}
export type SealedPastEvent = PastEvent & {
  readonly position: number
  readonly hash: string
  /** As PostgreSQL prints it. */
  readonly dataText: string
}

/**
 * Events of a past that is loaded, numbered and chained as they are written, in the order given: the sequencer would
 * need minutes for a large city, and nobody waits for news of a year ago.
 *
 * @param write is given them sealed, and writes each before it returns: in this transaction, or beside it where the
 * database has room for two
 */
export function appendPastEvents(
  db: Kysely<Database>,
  events: Iterable<PastEvent>,
  write: (sealed: Iterable<SealedPastEvent>, trx: Trx) => Promise<void>,
): Promise<void> {
  return withSystem(db, 'append-past-events', async (trx) => {
    await sql`set local statement_timeout = 0`.execute(trx)
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(trx)
    // Nobody else numbers meanwhile.
    await sql`select pg_advisory_xact_lock(${sql.lit(SEQUENCER_LOCK)})`.execute(trx)
    const last = await trx
      .selectFrom('event_log')
      .select(['position', 'hash'])
      .where('position', 'is not', null)
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst()
    await write(sealed(events, last?.position ?? 0, last?.hash ?? CHAIN_START), trx)
  })
}

function* sealed(
  events: Iterable<PastEvent>,
  lastPosition: number,
  lastHash: string,
): Generator<SealedPastEvent> {
  let position = lastPosition
  let hash = lastHash
  for (const event of events) {
    position += 1
    const dataText = jsonbText(event.data)
    hash = chainHash(hash, {
      position,
      atMicroseconds: `${event.atMs}000`,
      type: event.type,
      scopeAreaId: event.scopeAreaId,
      entity: event.entity,
      entityId: event.entityId,
      actor: event.actor,
      data: dataText,
    })
    yield { ...event, position, hash, dataText }
  }
}

/** A flat object as PostgreSQL prints it from jsonb: shorter keys first, then by their bytes; a space after `:` and `,`. */
export function jsonbText(data: PastEvent['data']): string {
  const entries = Object.entries(data).sort(
    ([a], [b]) => Buffer.byteLength(a) - Buffer.byteLength(b) || (a < b ? -1 : 1),
  )
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(', ')}}`
}
