import type { Generated, GeneratedAlways } from 'kysely'
import type { GeometryColumn, Json, NullableTimestamp, Timestamp } from '../db/column-types.ts'

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

/** A double-random draw: what was drawn from is kept with its seed, so that anybody can draw it again. */
export interface InspectionDrawTable {
  draw_id: GeneratedAlways<number>
  item: string
  seed: string
  ratio: number
  input: Json<unknown>
  result: Json<unknown>
  at: Timestamp
  by_name: string
  redraw_reason: Generated<string>
  published_at: NullableTimestamp
}
