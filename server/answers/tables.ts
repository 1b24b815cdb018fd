import type { Generated, GeneratedAlways } from 'kysely'
import type { NullableTimestamp, Timestamp } from '../db/column-types.ts'
import type { UnknownReason } from './unknown-reason.ts'

/** What could not be answered, or badly: the words alone, masked, each wording once. */
export interface UnansweredQuestionTable {
  unanswered_id: GeneratedAlways<number>
  question: string
  reason: UnansweredReason
  is_public: boolean
  times: Generated<number>
  first_at: Timestamp
  last_at: Timestamp
  settled_at: NullableTimestamp
  settled_by: Generated<string>
}
export type UnansweredReason = UnknownReason | 'not_helpful'

/** A question that a person is to answer: those over its areas see it, and whoever asked. */
export interface QuestionHandOverTable {
  hand_over_id: GeneratedAlways<number>
  question: string
  taken_zh: string
  taken_en: string
  note: Generated<string>
  asked_at: Timestamp
  asker_user_id: string
  asker_name: string
  area_id: number | null
  /** Leaf areas of those it is for; 0 is whoever sees the whole city. */
  area_ids: number[]
  state: Generated<'open' | 'answered'>
  version: Generated<number>
  owner_user_id: string | null
  owner_name: Generated<string>
  answer: Generated<string>
  answered_at: NullableTimestamp
}
