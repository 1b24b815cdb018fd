import type { Generated } from 'kysely'
import type { Timestamp } from '../db/column-types.ts'

export interface IndexDefinitionTable {
  code: string
  version: Generated<number>
  name: string
  name_en: Generated<string>
  formula: string
  formula_en: Generated<string>
  unit: Generated<string>
  direction: 'higher_is_better' | 'lower_is_better'
  min_sample: Generated<number>
}

/** `entity` is unit_grid, duty_grid or area; `grade` 1 (best) to 5 (worst), null when the sample is too small. */
export interface IndexValueTable {
  code: string
  entity: string
  entity_id: number
  from_at: Timestamp
  to_at: Timestamp
  value: number | null
  sample: number
  grade: number | null
  computed_at: Timestamp
}
