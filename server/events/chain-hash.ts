import { createHash } from 'node:crypto'

/** What of an event the chain seals; `data` is jsonb as PostgreSQL prints it, `atMicroseconds` since 1970 in UTC. */
export type SealedEvent = {
  readonly position: number
  readonly atMicroseconds: string
  readonly type: string
  readonly scopeAreaId: number
  readonly entity: string
  readonly entityId: string
  readonly actor: string
  readonly data: string
}

/** Hash of the event before the first. */
export const CHAIN_START = '0'.repeat(64)

/** SHA-256 in hex of the previous event's hash and this event: changing or removing one breaks every later hash. */
export function chainHash(previousHash: string, event: SealedEvent): string {
  const fields = [
    previousHash,
    event.position,
    event.atMicroseconds,
    event.type,
    event.scopeAreaId,
    event.entity,
    event.entityId,
    event.actor,
    event.data,
  ]
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex')
}
