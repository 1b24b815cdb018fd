import type { Generated } from 'kysely'
import type { Json, NullableTimestamp } from '../db/column-types.ts'

/** One row: one deployment is one city. */
export interface CityTable {
  city_id: Generated<number>
  code: string
  name: string
  name_en: string
  time_zone: string
  min_lng: number
  min_lat: number
  max_lng: number
  max_lat: number
  seed: string | null
  seeded_until: NullableTimestamp
  profile: Json<Record<string, unknown>>
  case_number_pattern: Generated<string>
}
