import type { Generated, GeneratedAlways } from 'kysely'
import type { GeneratedJson, GeometryColumn, Timestamp } from '../db/column-types.ts'

/** A layer that somebody brought in. */
export interface LayerTable {
  layer_id: GeneratedAlways<number>
  code: string
  name: string
  created_by: string
  created_at: Timestamp
  changed_at: Timestamp
}

export interface LayerFeatureTable {
  layer_feature_id: GeneratedAlways<number>
  layer_id: number
  source_id: string
  name: Generated<string>
  attributes: GeneratedJson<Record<string, string>>
  geom: GeometryColumn
  scope_area_id: number
  imported_at: Timestamp
}
