import type { Generated, GeneratedAlways } from 'kysely'
import type {
  GeneratedJson,
  GeometryColumn,
  Json,
  NullableJson,
  NullableTimestamp,
  Timestamp,
} from '../db/column-types.ts'
import type { Fault } from '../exchange/formats/source-table.ts'
import type { ImportCounts } from './import-counts.ts'

/** A layer that somebody brought in. */
export interface LayerTable {
  layer_id: GeneratedAlways<number>
  code: string
  name: string
  created_by: string
  created_at: Timestamp
  changed_at: Timestamp
  /** The import that makes it, while that loads. */
  import_id: number | null
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
  /** The import that made it: nobody sees it while that loads. */
  import_id: number | null
}

/** A file that somebody brought in. */
export interface LayerImportTable {
  layer_import_id: GeneratedAlways<number>
  target: 'layer' | 'parts'
  /** Null for parts, and where the layer is gone again. */
  layer_id: number | null
  target_name: string
  file_name: string
  format: string
  coordinate_system: string
  counts: Json<ImportCounts>
  /** The first of them. */
  faults: Json<readonly Fault[]>
  user_id: string
  user_name: string
  imported_at: Timestamp
  undone_at: NullableTimestamp
  undone_by: string | null
  /** While it loads: when it was last at work. */
  loading_at: NullableTimestamp
}

/** What an import made (`before` is null) or changed. */
export interface LayerImportChangeTable {
  layer_import_id: number
  source_id: string
  scope_area_id: number
  before: NullableJson<Record<string, unknown>>
  /** What it becomes at the end of the import; null for what is new. */
  after: NullableJson<Record<string, unknown>>
  /** Whether it has become that. */
  is_made: Generated<boolean>
}
