import type { GeneratedAlways } from 'kysely'
import type { NullableJson, NullableTimestamp, Timestamp } from '../db/column-types.ts'

export interface ImportRunTable {
  import_run_id: GeneratedAlways<number>
  source_system: string
  started_at: Timestamp
  finished_at: NullableTimestamp
  report: NullableJson<unknown>
}
