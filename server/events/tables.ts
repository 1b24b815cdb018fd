import type { Generated, GeneratedAlways } from 'kysely'
import type { GeneratedJson, Timestamp } from '../db/column-types.ts'

/** Append-only; `position` is filled afterwards by the sequencer, without gaps. */
export interface EventLogTable {
  event_id: GeneratedAlways<number>
  position: number | null
  at: Timestamp
  type: string
  scope_area_id: number
  entity: string
  entity_id: string
  actor: Generated<string>
  data: GeneratedJson<Record<string, unknown>>
  hash: string | null
}
