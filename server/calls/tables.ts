import type { Generated, GeneratedAlways } from 'kysely'
import type { Timestamp } from '../db/column-types.ts'
import type { CallOutcome, CallType } from './call-rules.ts'

/** A call to the hotline. A late entry keeps both times: when it was, and when it was written down. */
export interface HotlineCallTable {
  call_id: GeneratedAlways<number>
  /** The call-taker's key: the same call sent twice is one. */
  call_key: string
  call_type: CallType
  outcome: CallOutcome
  began_at: Timestamp
  ended_at: Timestamp
  entered_at: Timestamp
  is_late_entry: boolean
  is_confidential: boolean
  note: Generated<string>
  transferred_to: Generated<string>
  case_id: number | null
  taker_user_id: string
  taker_name: string
  scope_area_id: number
}

/** Deletable personal values of a call. The number is kept as digits, to be found again. */
export interface HotlineCallPrivateTable {
  call_id: number
  caller_name: string | null
  caller_phone: string | null
}
