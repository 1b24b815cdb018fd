import type { NullableTimestamp, Timestamp } from '../db/column-types.ts'

/** A repeated job: when it is due, and who has it until when. `error` is of the last run. */
export interface JobRunTable {
  name: string
  due_at: Timestamp
  holder: string | null
  leased_until: NullableTimestamp
  started_at: NullableTimestamp
  finished_at: NullableTimestamp
  error: string | null
}
