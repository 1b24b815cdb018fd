import type { Generated, GeneratedAlways } from 'kysely'
import type { Json, NullableTimestamp, Timestamp } from '../db/column-types.ts'
import type { ShiftSummary } from './shift-summary.ts'

/** What the program writes down without being asked. */
export type LogCause = 'escalated' | 'overdue' | 'urgent' | 'feed_failed' | 'scene_started'

export interface DutyLogTable {
  log_id: GeneratedAlways<number>
  at: Timestamp
  by_name: string
  text: string
  case_id: number | null
  text_en: Generated<string>
  /** Why the program wrote it by itself; empty for a person's line. */
  cause: Generated<LogCause | ''>
  once_key: string | null
}

export interface ShiftHandoverTable {
  handover_id: GeneratedAlways<number>
  at: Timestamp
  given_by: string
  given_name: string
  note: Generated<string>
  summary: Json<ShiftSummary>
  taken_at: NullableTimestamp
  taken_by: string | null
  taken_name: Generated<string>
}
