import type { Generated, GeneratedAlways } from 'kysely'
import type { Json, NullableJson, Timestamp } from '../db/column-types.ts'
import type { AuthoritySetting, DispatchMode } from './authority-of.ts'
import type { CalibrationStep, Reliability } from './calibrate.ts'

/** What the dispatch robot may do by itself, by category and area; null means every one. */
export interface DispatchAuthorityTable {
  authority_id: GeneratedAlways<number>
  category_id: number | null
  area_id: number | null
  mode: DispatchMode
  min_score: number
  max_return_rate: number
  is_stopped: Generated<boolean>
  version: Generated<number>
  /** Decisions before this moment say nothing against it. */
  counted_from: Timestamp
  changed_at: Timestamp
}

/** Who changed it and why; without a user it was the robot itself. */
export interface DispatchAuthorityChangeTable {
  change_id: GeneratedAlways<number>
  authority_id: number
  at: Timestamp
  actor_user_id: string | null
  actor_name: string
  category_id: number | null
  area_id: number | null
  before: NullableJson<AuthoritySetting>
  after: Json<AuthoritySetting>
  reason: string
  figures: NullableJson<{ readonly decided: number; readonly returned: number }>
}

/** How often scores came true; the latest version counts. */
export interface RobotCalibrationTable {
  calibration_id: GeneratedAlways<number>
  at: Timestamp
  since: Timestamp
  decided: number
  steps: Json<readonly CalibrationStep[]>
  figures: Json<{ readonly plain: Reliability; readonly heldOut: Reliability }>
}
