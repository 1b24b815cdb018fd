import type { GeneratedAlways } from 'kysely'
import type { Timestamp } from '../db/column-types.ts'

/** A model that the city learned from its own cases. */
export interface TextModelTable {
  text_model_id: GeneratedAlways<number>
  kind: 'category'
  bytes: Buffer
  trained_at: Timestamp
  example_count: number
  held_out_count: number
  macro_f1: number
  shipped_macro_f1: number
  is_active: boolean
}
