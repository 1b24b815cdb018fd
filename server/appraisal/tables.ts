import type { Generated, GeneratedAlways } from 'kysely'
import type { Json, NullableTimestamp, Timestamp } from '../db/column-types.ts'
import type { Facts } from '../rules/facts/fact.ts'

/** `running` and `failed` are of the calculation; `calculated` is a trial that only who calculates sees. */
export type SheetState = 'running' | 'failed' | 'calculated' | 'published' | 'applied' | 'withdrawn'

/** 考核单: a month's points by department. */
export interface AppraisalSheetTable {
  sheet_id: GeneratedAlways<number>
  /** `2026-10`, by the city's calendar. */
  month: string
  period_from: Timestamp
  /** Exclusive. */
  period_until: Timestamp
  /** Cases are taken as they stood then. */
  as_of: Timestamp
  state: SheetState
  version: Generated<number>
  done: Generated<number>
  total: Generated<number>
  unscored: Generated<number>
  problem: Generated<string>
  calculated_by: string
  updated_at: Timestamp
  published_at: NullableTimestamp
  published_by: Generated<string>
  appeal_until: NullableTimestamp
  applied_at: NullableTimestamp
  applied_by: Generated<string>
  withdrawn_at: NullableTimestamp
  withdrawn_by: Generated<string>
  withdrawn_reason: Generated<string>
}

/** A closed case's points, with the facts and the row of the rule that gave them. */
export interface AppraisalItemTable {
  sheet_id: number
  case_id: number
  department_id: number
  scope_area_id: number
  closed_at: Timestamp
  rule_id: number
  row_id: string
  facts: Json<Facts>
  points: number
  adjusted_points: number | null
  reason_zh: string
  reason_en: string
}

/** Whose sum a line is: a department's, or of what lies in a subdistrict, whoever handled it. */
export const SUBJECTS = ['department', 'area'] as const
export type Subject = (typeof SUBJECTS)[number]

export interface AppraisalLineTable {
  sheet_id: number
  subject: Subject
  subject_id: number
  cases: number
  late: number
  reworked: number
  returned: number
  plus: number
  /** At most 0. */
  minus: number
  /** The sum with every granted appeal; null where there is none. */
  adjusted_points: number | null
}

export type AppealState = 'asked' | 'refused' | 'asked_again' | 'granted' | 'refused_for_good'

/** 申诉 of a department against the points of one case. */
export interface AppraisalAppealTable {
  appeal_id: GeneratedAlways<number>
  sheet_id: number
  case_id: number
  department_id: number
  scope_area_id: number
  state: AppealState
  version: Generated<number>
  points_before: number
  points_after: number | null
  reason: string
  asked_by: string
  asked_by_name: string
  asked_at: Timestamp
  first_by: string | null
  first_by_name: Generated<string>
  first_at: NullableTimestamp
  first_note: Generated<string>
  again_reason: Generated<string>
  again_at: NullableTimestamp
  second_by: string | null
  second_by_name: Generated<string>
  second_at: NullableTimestamp
  second_note: Generated<string>
}
