import type { Generated, GeneratedAlways } from 'kysely'
import type { Json, NullableGeometryColumn, NullableTimestamp, Timestamp } from '../db/column-types.ts'

export interface ReportTable {
  report_id: GeneratedAlways<number>
  source_system: string
  source_id: string
  content_sha256: string
  follow_token: string
  channel: string
  category_id: number | null
  description: string
  address: Generated<string>
  geom: NullableGeometryColumn
  original_x: number | null
  original_y: number | null
  coordinate_system: Generated<string>
  reported_at: Timestamp
  received_at: Timestamp
  case_id: number | null
  source_area_label: string | null
  scope_area_id: number
  /** The reporter asked not to be named to whoever handles it. */
  is_confidential: Generated<boolean>
}

/** Deletable personal values of a report. */
export interface ReportPrivateTable {
  report_id: number
  reporter_name: string | null
  reporter_phone: string | null
}

/** Same source id, other content: waits for a person. */
export interface ReportConflictTable {
  conflict_id: GeneratedAlways<number>
  source_system: string
  source_id: string
  content_sha256: string
  report_id: number
  payload: Json<unknown>
  received_at: Timestamp
  resolved_at: NullableTimestamp
  resolution: string | null
  scope_area_id: number
}
