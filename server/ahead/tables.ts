import type { Generated, GeneratedAlways } from 'kysely'
import type { GeometryColumn, Json, NullableJson, NullableTimestamp, Timestamp } from '../db/column-types.ts'
import type { Detector, Mode } from './detectors.ts'
import type { Evidence } from './evidence.ts'

/** What a detector is told and may do, by area (null: the whole city); each change is a new version. */
export interface AheadSettingTable {
  setting_id: GeneratedAlways<number>
  detector: Detector
  area_id: number | null
  version: number
  mode: Mode
  parameters: NullableJson<Record<string, number>>
  weekly_cap: number
  at: Timestamp
  user_id: string
  user_name: string
  reason: string
}

export type AheadTask = 'patrol' | 'root_cause' | 'inspection'
export type AheadState = 'candidate' | 'accepted' | 'done' | 'dismissed' | 'expired'

/** What may become a complaint: found, accepted as a task, done with a finding, or dismissed. */
export interface AheadCandidateTable {
  candidate_id: GeneratedAlways<number>
  key: string
  detector: Detector
  task: AheadTask
  state: Generated<AheadState>
  version: Generated<number>
  category_id: number | null
  scope_area_id: number
  duty_grid_id: number
  unit_grid_id: number | null
  geom: GeometryColumn
  score: number
  evidence: Json<Evidence>
  setting_version: number
  found_at: Timestamp
  seen_at: Timestamp
  ended_at: NullableTimestamp
  person_id: number | null
  department_id: number | null
  accepted_at: NullableTimestamp
  accepted_by: string | null
  due_at: NullableTimestamp
  finding: 'found' | 'nothing' | null
  note: Generated<string>
  closed_by: string | null
  case_id: number | null
}
