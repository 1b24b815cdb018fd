import type { Generated, GeneratedAlways } from 'kysely'
import type { GeometryColumn } from '../db/column-types.ts'

export interface BasemapFeatureTable {
  feature_id: GeneratedAlways<number>
  layer: string
  class: string
  name: Generated<string>
  name_en: Generated<string>
  rank: Generated<number>
  height_meters: Generated<number>
  is_bridge: Generated<boolean>
  is_tunnel: Generated<boolean>
  is_one_way: Generated<boolean>
  geom: GeometryColumn
  source_system: string
  source_id: string
}
