import { sql } from 'kysely'
import { withSystem } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import type { Named, Recipient, Skipped } from './recipient.ts'

const LISTED = 50

export type SentMessage = {
  readonly messageId: number
  readonly text: string
  readonly isUrgent: boolean
  readonly thingKind: 'case' | 'part' | 'sensor' | 'unit'
  readonly thingCount: number
  readonly at: string
  readonly recipients: number
  readonly read: number
}

/** What one has written, the newest first, and how many have read it. Inboxes are others': only their receipts are read. */
export function listMessages({ db }: Services, actor: Actor): Promise<readonly SentMessage[]> {
  return withSystem(db, 'notices.messages', async (trx) => {
    const rows = await trx
      .selectFrom('notice_message as m')
      .leftJoin('notification as n', 'n.notice_message_id', 'm.notice_message_id')
      .select([
        'm.notice_message_id as messageId',
        'm.text',
        'm.is_urgent as isUrgent',
        'm.thing_kind as thingKind',
        'm.thing_count as thingCount',
        'm.at',
        sql<number>`jsonb_array_length(m.recipients)`.as('recipients'),
        sql<number>`count(n.read_at)::int`.as('read'),
      ])
      .where('m.user_id', '=', actor.userId)
      .groupBy('m.notice_message_id')
      .orderBy('m.at', 'desc')
      .limit(LISTED)
      .execute()
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
  })
}

/** One of them with its receipts: who has read it and when, and how far it has come outside. */
export function getMessage({ db }: Services, actor: Actor, messageId: number) {
  return withSystem(db, 'notices.messages', async (trx) => {
    const message = await trx
      .selectFrom('notice_message')
      .selectAll()
      .where('notice_message_id', '=', messageId)
      .where('user_id', '=', actor.userId)
      .executeTakeFirst()
    if (!message) {
      throw new CodedError(
        'not_found',
        'NO_SUCH_MESSAGE',
        '没有这条消息',
        'There is no such message of yours',
      )
    }
    const notices = await trx
      .selectFrom('notification')
      .select(['user_id', 'read_at', 'show_at'])
      .where('notice_message_id', '=', messageId)
      .execute()
    const noticeOf = new Map(notices.map((notice) => [notice.user_id, notice]))
    const deliveries = await trx
      .selectFrom('notice_delivery')
      .innerJoin('notice_destination as d', 'd.destination_id', 'notice_delivery.destination_id')
      .select(['d.name', 'state', 'receipt', 'error', 'sent_at', 'due_at'])
      .where('notice_message_id', '=', messageId)
      // A person's own browser is the inbox over again.
      .where('d.channel', '<>', 'browser')
      .orderBy('delivery_id')
      .execute()
    return {
      messageId,
      text: message.text,
      isUrgent: message.is_urgent,
      thingKind: message.thing_kind,
      thingCount: message.thing_count,
      at: message.at.toISOString(),
      recipients: message.recipients.map((recipient: Recipient) => {
        const notice = noticeOf.get(recipient.userId)
        return {
          ...recipient,
          of: recipient.of.flatMap((one) => namedOf(one) ?? []),
          readAt: notice?.read_at?.toISOString() ?? null,
          /** Quiet hours keep it back till then. */
          showAt: notice?.show_at.toISOString() ?? null,
        }
      }),
      skipped: message.skipped.map((one: Skipped): Skipped => ({ ...one, of: namedOf(one.of) })),
      deliveries: deliveries.map(({ name, state, receipt, error, sent_at, due_at }) => ({
        name,
        state,
        receipt,
        error,
        sentAt: sent_at?.toISOString() ?? null,
        dueAt: due_at.toISOString(),
      })),
    }
  })
}

/** What was sent before names were kept in both languages has them as plain words. */
function namedOf(of: Named | string | null): Named | null {
  if (typeof of !== 'string') return of
  return of === '' ? null : { name: of, nameEn: '' }
}
