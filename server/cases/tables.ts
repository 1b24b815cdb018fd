import type { Generated, GeneratedAlways } from 'kysely'
import type { ClockChanges } from '../clocks/deadlines.ts'
import type {
  GeneratedJson,
  NullableGeometryColumn,
  NullableJson,
  NullableTimestamp,
  Timestamp,
} from '../db/column-types.ts'
import type { CaseState, CaseVerb } from '../exchange/bundle.ts'
import type { ClosureLevel } from './closure-level.ts'
import type { WorkVerb } from './work-verb.ts'

export interface CaseRecordTable {
  case_id: GeneratedAlways<number>
  number: string
  version: Generated<number>
  flow_version: Generated<number>
  state: CaseState
  channel: string
  found_by: 'public' | 'us' | 'machine'
  category_id: number | null
  description: string
  address: Generated<string>
  geom: NullableGeometryColumn
  scope_area_id: number
  area_version_id: string | null
  unit_grid_version_id: string | null
  duty_grid_version_id: string | null
  unit_grid_id: number | null
  duty_grid_id: number | null
  locate_reason: NullableJson<unknown>
  part_id: number | null
  severity: Generated<string>
  department_id: number | null
  department_reason: NullableJson<unknown>
  unit_id: number | null
  check_department_id: number | null
  rule_id: number | null
  rule_reason: NullableJson<unknown>
  auto_dispatched: Generated<boolean>
  reported_at: Timestamp
  accepted_at: NullableTimestamp
  registered_at: NullableTimestamp
  dispatched_at: NullableTimestamp
  signed_at: NullableTimestamp
  handled_at: NullableTimestamp
  fed_back_at: NullableTimestamp
  checked_at: NullableTimestamp
  closed_at: NullableTimestamp
  handle_due_at: NullableTimestamp
  due_at: NullableTimestamp
  warn_at: NullableTimestamp
  clock_level: Generated<'normal' | 'near' | 'overdue'>
  return_count: Generated<number>
  rework_count: Generated<number>
  close_reason: string | null
  is_backdated: Generated<boolean>
  source_system: string
  source_id: string
  updated_at: Timestamp
  clock_paused_at: NullableTimestamp
  clock_changes: NullableJson<ClockChanges>
  condition: Generated<string>
  stage_step: Generated<number>
  master_case_id: number | null
  family: 'merged' | 'child' | null
  is_bound: Generated<boolean>
  is_self_handled: Generated<boolean>
  evaluation: number | null
  escalation_level: Generated<number>
  closure_level: ClosureLevel | null
  /** Whose the matter is by the duty list, whoever has it now. */
  owner_department_id: number | null
}

/** The case as it was: one row a version. */
export interface CaseHistoryTable {
  case_id: number
  version: number
  valid: string
  state: CaseState
  department_id: number | null
  unit_id: number | null
  duty_grid_id: number | null
  category_id: number | null
  scope_area_id: number
}

export interface CaseStepTable {
  step_id: GeneratedAlways<number>
  case_id: number
  version: number
  verb: CaseVerb | WorkVerb
  from_state: CaseState | null
  to_state: CaseState
  at: Timestamp
  recorded_at: Timestamp
  actor_user_id: string | null
  actor_name: Generated<string>
  actor_role: Generated<string>
  department_id: number | null
  unit_id: number | null
  note: Generated<string>
  data: GeneratedJson<Record<string, unknown>>
  scope_area_id: number
}

export interface CaseAttachmentTable {
  case_id: number
  sha256: string
  role: string
  at: Timestamp
  scope_area_id: number
  /** Its place among the photos of one report. */
  ordinal: Generated<number>
}
