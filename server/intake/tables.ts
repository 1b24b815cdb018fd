import type { Generated, GeneratedAlways } from 'kysely'
import type { NullableTimestamp, Timestamp } from '../db/column-types.ts'

/** A system that signs what it sends. The secret is kept as it is: a signature cannot be checked with its hash. */
export interface IntakeSourceTable {
  name: string
  secret: string
  created_at: Timestamp
  revoked_at: NullableTimestamp
}

/** What came in but could not be taken: waits for a person. */
export interface IntakeRejectionTable {
  rejection_id: GeneratedAlways<number>
  source: string
  content_sha256: string
  received_at: Timestamp
  code: string
  field: Generated<string>
  message: string
  message_zh: string
  expected: Generated<string>
  /** The beginning of it, as text; never executed, never rendered as markup. */
  excerpt: string
  settled_at: NullableTimestamp
  settled_by: string | null
}
