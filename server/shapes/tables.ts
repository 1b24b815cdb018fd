import type { Generated, GeneratedAlways } from 'kysely'
import type { GeometryColumn, Timestamp } from '../db/column-types.ts'

/** A shape that somebody drew and named; a shared one opens for whoever has its token. */
export interface SavedShapeTable {
  saved_shape_id: GeneratedAlways<number>
  token: string
  name: string
  geom: GeometryColumn
  user_id: string
  is_shared: Generated<boolean>
  created_at: Timestamp
}
