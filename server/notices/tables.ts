import type { Generated, GeneratedAlways } from 'kysely'
import type { NullableTimestamp, Timestamp } from '../db/column-types.ts'

export interface NotificationTable {
  notification_id: GeneratedAlways<number>
  user_id: string
  kind: string
  case_id: number | null
  zh: string
  en: string
  is_urgent: Generated<boolean>
  at: Timestamp
  /** Quiet hours keep it back till then. */
  show_at: Timestamp
  read_at: NullableTimestamp
  escalated_at: NullableTimestamp
  webhook_state: Generated<'none' | 'waiting' | 'sent' | 'failed'>
  webhook_attempts: Generated<number>
  webhook_error: Generated<string>
  webhook_at: NullableTimestamp
}
