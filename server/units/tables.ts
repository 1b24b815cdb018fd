import type { Generated, GeneratedAlways } from 'kysely'
import type { GeometryColumn, Timestamp } from '../db/column-types.ts'

export interface UnitTable {
  unit_id: GeneratedAlways<number>
  code: string
  name: string
  name_en: Generated<string>
  kind: string
  department_id: number
  skills: Generated<string[]>
  home: GeometryColumn
  crew_size: Generated<number>
  vehicle_kind: Generated<string>
  vehicle_plate: Generated<string>
  equipment: Generated<string[]>
  /** Where its vehicle stands between two shifts. */
  depot: Generated<string>
  scope_area_id: Generated<number>
}

/** Local time; weekday 0 is Sunday; a shift over midnight ends after minute 1440. */
export interface UnitShiftTable {
  unit_id: number
  weekday: number
  start_minute: number
  end_minute: number
}

/** The last known place and status of a unit; `lng`, `lat` in WGS 84 degrees. */
export interface UnitStateTable {
  unit_id: number
  lng: number
  lat: number
  heading_degrees: Generated<number>
  status: Generated<'idle' | 'enroute' | 'busy' | 'off'>
  case_id: number | null
  at: Timestamp
}

export interface TrackPointTable {
  unit_id: number
  at: Timestamp
  lng: number
  lat: number
}
