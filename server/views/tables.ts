import type { GeneratedAlways } from 'kysely'
import type { Timestamp } from '../db/column-types.ts'

/** A view of the desk that somebody keeps; a shared one is open to those whose areas meet its owner's. */
export interface SavedViewTable {
  view_id: GeneratedAlways<number>
  name: string
  /** The desk's address query. */
  query: string
  user_id: string
  user_name: string
  is_shared: boolean
  /** Its owner sees the whole city, so that everybody's area is part of theirs. */
  is_city_wide: boolean
  area_ids: number[]
  updated_at: Timestamp
}
