import type { Generated } from 'kysely'
import type { GeometryColumn, NullableTimestamp } from '../db/column-types.ts'

/** A set of adjacent unit grids with its people; versioned like an area. */
export interface DutyGridTable {
  version_id: Generated<string>
  duty_grid_id: number
  code: string
  name: string
  name_en: Generated<string>
  kind: Generated<string>
  scope_area_id: number
  valid: string
  geom: GeometryColumn
  source_system: string
  source_id: string
}

/** The smallest cell: no gaps and no overlaps inside a community; versioned like an area. */
export interface UnitGridTable {
  version_id: Generated<string>
  unit_grid_id: number
  code: string
  duty_grid_id: number
  scope_area_id: number
  land_use: Generated<string>
  area_square_meters: number
  valid: string
  geom: GeometryColumn
  source_system: string
  source_id: string
}

/** The beat of a trade, made of unit grids; versioned like an area. */
export interface ProfessionalGridTable {
  version_id: Generated<string>
  professional_grid_id: number
  code: string
  name: string
  name_en: Generated<string>
  sector: string
  department_id: number | null
  unit_grid_ids: number[]
  /** The leaf areas that it touches: seen by whoever may see one of them. */
  scope_area_ids: number[]
  valid: string
  geom: GeometryColumn
  source_system: string
  source_id: string
}

/** When anything of ours last looked inside a unit grid. */
export interface UnitGridSeenTable {
  unit_grid_id: number
  track_at: NullableTimestamp
  report_at: NullableTimestamp
  inspection_at: NullableTimestamp
}

export interface DutyGridPersonTable {
  duty_grid_id: number
  person_id: number
  duty: 'chief' | 'worker' | 'collector'
}
