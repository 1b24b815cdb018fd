import type { Generated, GeneratedAlways } from 'kysely'
import type { Json, NullableTimestamp, Timestamp } from '../db/column-types.ts'
import type { GridContent } from './grid-content.ts'

export type DraftState = 'draft' | 'in_review' | 'approved' | 'published' | 'rolled_back' | 'discarded'

/** How a community is to be divided into grids, and how it was when the draft began. */
export interface GridDraftTable {
  draft_id: GeneratedAlways<number>
  scope_area_id: number
  title: string
  state: DraftState
  version: Generated<number>
  content: Json<GridContent>
  base: Json<GridContent>
  /** Versions of grids that the draft began with; others by now make it stale. */
  base_version_ids: string[]
  published_version_ids: string[] | null
  effective_at: NullableTimestamp
  author_user_id: string
  author_name: string
  note: Generated<string>
  created_at: Timestamp
  updated_at: Timestamp
  published_at: NullableTimestamp
}

/** What was done to a draft, by whom; one row a version from its submission on. */
export interface GridDraftStepTable {
  draft_id: number
  version: number
  verb: string
  at: Timestamp
  actor_user_id: string
  actor_name: string
  note: Generated<string>
  scope_area_id: number
}

/** Which grid came of which when a draft was published. */
export interface GridLineageTable {
  draft_id: number
  kind: 'unit' | 'duty'
  from_id: number
  to_id: number
  at: Timestamp
  scope_area_id: number
}
