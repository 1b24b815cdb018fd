import type { Timestamp } from '../db/column-types.ts'

export interface AttachmentTable {
  sha256: string
  mime: string
  bytes: number
  stored_at: Timestamp
}
