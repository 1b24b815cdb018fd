import type { Transaction } from 'kysely'
import { onCommit } from '../db/on-commit.ts'
import type { Database } from '../db/schema.ts'
import type { EventType } from '../identity/permissions.ts'
import { wakeSequencers } from './wake.ts'

export type NewEvent = {
  readonly type: EventType
  readonly at: Date
  /** Leaf area of what changed, 0 where it lies in none. */
  readonly scopeAreaId: number
  readonly entity: string
  readonly entityId: string | number
  /** User or job that did it. */
  readonly actor?: string
  /** Ids and non-personal differences: the log is never deleted from. */
  readonly data?: Readonly<Record<string, unknown>>
}

/**
 * Writes what happened into the log, in the transaction that makes it happen. The sequencer gives it its position
 * after the commit.
 */
export function appendEvent(trx: Transaction<Database>, event: NewEvent): Promise<void> {
  return appendEvents(trx, [event])
}

/** The same for a few hundred at once. */
export async function appendEvents(trx: Transaction<Database>, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  await trx
    .insertInto('event_log')
    .values(
      events.map((event) => ({
        at: event.at,
        type: event.type,
        scope_area_id: event.scopeAreaId,
        entity: event.entity,
        entity_id: String(event.entityId),
        actor: event.actor ?? '',
        data: JSON.stringify(event.data ?? {}),
      })),
    )
    .execute()
  onCommit(trx, wakeSequencers)
}
