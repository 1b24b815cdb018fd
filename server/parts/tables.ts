import type { Generated, GeneratedAlways } from 'kysely'
import type { GeneratedJson, GeometryColumn, LocalDate } from '../db/column-types.ts'

export interface PartTable {
  part_id: GeneratedAlways<number>
  code: string
  category_id: number
  name: Generated<string>
  name_en: Generated<string>
  condition: Generated<'good' | 'fair' | 'poor' | 'missing'>
  in_charge_department_id: number | null
  owner: Generated<string>
  maintainer: Generated<string>
  installed_on: LocalDate | null
  address: Generated<string>
  scope_area_id: number
  unit_grid_id: number | null
  duty_grid_id: number | null
  geom: GeometryColumn
  attributes: GeneratedJson<Record<string, string | number | boolean>>
  source_system: string
  source_id: string
  /** The import that made it: nobody sees it while that loads. */
  import_id: number | null
}
