import type { Generated, GeneratedAlways } from 'kysely'
import type { Limit } from '../../clocks/deadlines.ts'
import type { Json, Timestamp } from '../../db/column-types.ts'

export interface LimitVersionTable {
  limit_version_id: GeneratedAlways<number>
  category_id: number
  version: number
  state: 'scheduled' | 'in_force' | 'superseded' | 'withdrawn'
  valid_from: Timestamp
  limits: Json<readonly Limit[]>
  closing: Generated<string>
  closing_en: Generated<string>
  note: string
  author_user_id: string | null
  author_name: string
  created_at: Timestamp
}

/** How long may pass before somebody else hears of it. Of a department only the minutes to sign are its own. */
export interface EscalationLimitTable {
  severity: 'normal' | 'important' | 'urgent'
  department_id: number | null
  sign_minutes: number
  verify_minutes: number | null
  /** How often a case may be returned before it is adjudicated. */
  returns: number | null
  /** After which an urgent notice nobody read goes up. */
  unread_minutes: number | null
  updated_at: Generated<Date>
  updated_by: Generated<string>
}
