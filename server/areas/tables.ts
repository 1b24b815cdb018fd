import type { Generated } from 'kysely'
import type { GeometryColumn } from '../db/column-types.ts'

/** An administrative area; versioned by `valid`, the current one has an open end. `path` holds the ids from the city down to itself. */
export interface AreaTable {
  version_id: Generated<string>
  area_id: number
  code: string
  name: string
  name_en: Generated<string>
  level: 'city' | 'district' | 'subdistrict' | 'community'
  parent_area_id: number | null
  path: number[]
  valid: string
  geom: GeometryColumn
  source_system: string
  source_id: string
}
