import type { Generated } from 'kysely'
import type { NullableTimestamp } from '../db/column-types.ts'
import type { RestRules } from './rest-of.ts'

export interface EquipmentKindTable {
  code: string
  name: string
  name_en: Generated<string>
  /** What lists of equipment and vehicles call it. */
  words: string[]
}

/** One row: when crews rest. */
export interface DispatchSettingTable {
  is_only: Generated<boolean>
  resting: Generated<RestRules['resting']>
  max_duty_hours: Generated<number>
  min_rest_hours: Generated<number>
  version: Generated<number>
  changed_at: NullableTimestamp
  changed_by_name: Generated<string>
}
