import type { Generated, GeneratedAlways } from 'kysely'
import type { Json, NullableTimestamp, Timestamp } from '../db/column-types.ts'
import type { Recipient, Skipped } from './recipient.ts'

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
  /** What somebody wrote. */
  notice_message_id: number | null
}

/** What somebody wrote to those who answer for a selection. */
export interface NoticeMessageTable {
  notice_message_id: GeneratedAlways<number>
  user_id: string
  text: string
  is_urgent: boolean
  thing_kind: 'case' | 'part' | 'sensor' | 'unit'
  thing_count: number
  recipients: Json<readonly Recipient[]>
  skipped: Json<readonly Skipped[]>
  at: Timestamp
}

/** Into a browser go its own person's notices, whether a page is open or not (Web Push). */
export type Channel = 'system' | 'sms' | 'messenger' | 'browser'

/** By which push services know this city. */
export interface PushIdentityTable {
  is_only: Generated<boolean>
  public_key: string
  private_key: string
  made_at: Timestamp
}

/** Where notices go besides the screen. */
export interface NoticeDestinationTable {
  destination_id: GeneratedAlways<number>
  name: string
  /** What it may carry: a system nothing of persons, a messenger names, a gateway for text messages numbers. */
  channel: Channel
  url: string
  secret: string
  /** None: every kind. */
  kinds: Generated<string[]>
  area_id: number | null
  is_urgent_only: Generated<boolean>
  quiet_from_minute: number | null
  quiet_until_minute: number | null
  is_active: Generated<boolean>
  owner_user_id: string
  owner_name: string
  version: Generated<number>
  changed_at: Timestamp
  changed_by: string
  /** Of a browser: its key and secret (RFC 8291, base64url), and its person's language. */
  push_key: Generated<string | null>
  push_auth: Generated<string | null>
  locale: Generated<'zh' | 'en' | null>
}

/** The outbox. */
export interface NoticeDeliveryTable {
  delivery_id: GeneratedAlways<number>
  destination_id: number
  kind: string
  case_id: number | null
  user_ids: string[]
  zh: string
  en: string
  is_urgent: boolean
  at: Timestamp
  state: Generated<'waiting' | 'sent' | 'failed' | 'given_up'>
  due_at: Timestamp
  attempts: Generated<number>
  status_code: number | null
  error: Generated<string>
  receipt: Generated<string>
  sent_at: NullableTimestamp
  /** Who last sent it again, or gave it up. */
  retried_by: Generated<string>
  notice_message_id: number | null
}
