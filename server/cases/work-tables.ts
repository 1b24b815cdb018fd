import type { Generated, GeneratedAlways } from 'kysely'
import type { Json, NullableJson, NullableTimestamp, Timestamp } from '../db/column-types.ts'
import type { LimitClock } from '../exchange/bundle.ts'

export interface CaseRequestTable {
  request_id: GeneratedAlways<number>
  case_id: number
  kind: 'extend' | 'return' | 'defer' | 'shelve'
  /** 1: who sends cases out; 2: the shift leader; 3: the head of the center. */
  level: number
  reason: string
  /** Photos and papers by content. */
  evidence: Generated<string[]>
  clock: LimitClock | null
  amount: number | null
  /** Of a deferral its end, of a shelved case its review. */
  until: NullableTimestamp
  owner_name: Generated<string>
  state: Generated<'pending' | 'approved' | 'refused'>
  asked_at: Timestamp
  asked_by: string
  asked_name: string
  asked_department_id: number | null
  decided_at: NullableTimestamp
  decided_by: string | null
  decided_name: Generated<string>
  decision: Generated<string>
  scope_area_id: number
}

export interface CasePauseTable {
  pause_id: GeneratedAlways<number>
  case_id: number
  from_at: Timestamp
  until_at: NullableTimestamp
  reason_code: 'defer' | 'shelve' | 'consult'
  reason: string
  request_id: number | null
  scope_area_id: number
}

export interface CaseLinkTable {
  link_id: GeneratedAlways<number>
  master_case_id: number
  case_id: number
  kind: 'merged' | 'child'
  reason: Json<{ readonly code: string; readonly zh: string; readonly en: string }>
  at: Timestamp
  by_name: string
  ended_at: NullableTimestamp
  ended_reason: Generated<string>
  scope_area_id: number
}

export interface CaseTaskTable {
  task_id: GeneratedAlways<number>
  case_id: number
  kind: 'assist' | 'check' | 'verify'
  /** Null for a place that nobody was named for. */
  department_id: number | null
  unit_id: number | null
  title: string
  reason: NullableJson<{
    readonly code?: string
    readonly zh: string
    readonly en: string
    readonly distanceMeters: number
  }>
  due_at: NullableTimestamp
  escalated_at: NullableTimestamp
  state: Generated<'open' | 'done' | 'canceled'>
  result: Generated<string>
  note: Generated<string>
  sha256: string | null
  lng: number | null
  lat: number | null
  distance_meters: number | null
  at: Timestamp
  by_name: string
  done_at: NullableTimestamp
  done_by: string | null
  done_name: Generated<string>
  scope_area_id: number
}

/** A consult (parties, minutes, decision) or a whistle (place, deadline, check-in). */
export interface CaseMeetingTable {
  meeting_id: GeneratedAlways<number>
  case_id: number
  kind: 'consult' | 'whistle'
  topic: string
  place: Generated<string>
  lng: number | null
  lat: number | null
  radius_meters: number | null
  deadline_at: Timestamp
  pauses_clock: Generated<boolean>
  minutes: Generated<string>
  decision: Generated<string>
  state: Generated<'open' | 'done'>
  at: Timestamp
  by_name: string
  by_department_id: number | null
  done_at: NullableTimestamp
  scope_area_id: number
}

export interface CaseMeetingPartyTable {
  meeting_id: number
  department_id: number
  came_at: NullableTimestamp
  came_name: Generated<string>
  lng: number | null
  lat: number | null
  distance_meters: number | null
  score: number | null
  score_note: Generated<string>
  scope_area_id: number
}

export interface OversightOrderTable {
  order_id: GeneratedAlways<number>
  case_id: number
  kind: 'overtime' | 'leader' | 'important'
  level: number
  department_id: number
  requirement: string
  due_at: Timestamp
  at: Timestamp
  by_name: string
  reply: Generated<string>
  replied_at: NullableTimestamp
  replied_name: Generated<string>
  escalated_at: NullableTimestamp
  scope_area_id: number
}

export interface CaseCallbackTable {
  callback_id: GeneratedAlways<number>
  case_id: number
  report_id: number
  outcome: 'reached' | 'unreachable' | 'refused'
  is_responded: boolean | null
  is_resolved: boolean | null
  is_satisfied: boolean | null
  note: Generated<string>
  at: Timestamp
  by_user_id: string
  by_name: string
  excluded: Generated<'no' | 'asked' | 'approved' | 'refused'>
  exclude_reason: Generated<string>
  excluded_by: Generated<string>
  scope_area_id: number
}

/** Whoever has taken a case upon themselves at the center. */
export interface CaseClaimTable {
  case_id: number
  user_id: string
  name: string
  at: Timestamp
  scope_area_id: number
}

export interface CasePresenceTable {
  case_id: number
  user_id: string
  name: string
  at: Timestamp
  scope_area_id: number
}

export interface DutyProposalTable {
  proposal_id: GeneratedAlways<number>
  case_id: number
  category_id: number
  area_id: number | null
  department_id: number
  reason: string
  at: Timestamp
  by_name: string
  state: Generated<'open' | 'taken' | 'refused'>
}
