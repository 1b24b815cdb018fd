import type { Generated, GeneratedAlways } from 'kysely'
import type { GeometryColumn, NullableTimestamp, Timestamp } from '../db/column-types.ts'

/** Where collectors do not report. Public within the city: no rows are hidden. */
export interface ControlAreaTable {
  control_area_id: GeneratedAlways<number>
  code: string
  name: string
  name_en: Generated<string>
  reason: string
  reason_en: Generated<string>
  from_at: Timestamp
  until_at: NullableTimestamp
  geom: GeometryColumn
}
