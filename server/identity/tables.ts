import type { GeneratedAlways } from 'kysely'
import type { Json, NullableTimestamp, Timestamp } from '../db/column-types.ts'

/** A role of a user, over an area (none: the whole city), for a department, as a person. */
export interface RoleGrantTable {
  user_id: string
  role: string
  area_id: number | null
  department_id: number | null
  person_id: number | null
}

/** A key of a device or another system; only its hash is kept. */
export interface ApiKeyTable {
  api_key_id: GeneratedAlways<number>
  name: string
  sha256: string
  user_id: string
  created_at: Timestamp
  revoked_at: NullableTimestamp
}

/** What a write answered, so that the same request again gets the same answer. */
export interface IdempotencyTable {
  user_id: string
  key: string
  request_sha256: string
  response: Json<unknown>
  at: Timestamp
}

/** Who opened which personal data, and when. */
export interface AccessLogTable {
  access_id: GeneratedAlways<number>
  user_id: string
  subject: string
  subject_id: string
  at: Timestamp
}

/** A sign-in; made and migrated by better-auth, which owns its other columns. */
export interface AuthUserTable {
  id: string
  name: string
  email: string
}
