import type { Generated, GeneratedAlways } from 'kysely'
import type { GeometryColumn, Timestamp } from '../db/column-types.ts'

export interface InspectionTable {
  inspection_id: GeneratedAlways<number>
  person_id: number | null
  part_id: number | null
  at: Timestamp
  result: Generated<string>
  scope_area_id: number
  unit_grid_id: number | null
  geom: GeometryColumn
}
