import type { Generated } from 'kysely'
import type { Timestamp } from '../db/column-types.ts'

export interface UploadTable {
  upload_id: string
  owner_user_id: string | null
  sender: string
  bytes: number
  received_bytes: Generated<number>
  pieces: Generated<string[]>
  sha256: string | null
  mime: string | null
  stored_bytes: number | null
  touched_at: Timestamp
  /** `Upload-Metadata` of tus as it was sent. */
  metadata: Generated<string>
}
