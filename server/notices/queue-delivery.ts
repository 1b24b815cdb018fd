import { sql } from 'kysely'
import { localTimeOf } from '../clocks/zoned-time.ts'
import type { Trx } from '../db/client.ts'
import { maskNumbers } from '../reports/mask-personal.ts'
import { DELIVERY_FAILED, type NoticeKind } from './notice-kinds.ts'
import { quietUntil } from './quiet-until.ts'

export type Outgoing = {
  readonly kind: NoticeKind | typeof DELIVERY_FAILED
  readonly zh: string
  readonly en: string
  readonly isUrgent: boolean
  readonly at: Date
  /** When the inbox shows it: quiet hours keep it back. */
  readonly showAt: Date
  readonly timeZone: string
  readonly caseId: number | null
  /** Leaf area; 0 for none. */
  readonly scopeAreaId: number
  readonly userIds: readonly string[]
  readonly messageId: number | null
}

type Destination = {
  readonly destinationId: number
  readonly from: number | null
  readonly until: number | null
  readonly onlyUserId: string | null
}

/** Puts a notice on its way to every destination that wants it, in the transaction that makes it. */
export async function queueDeliveries(trx: Trx, notice: Outgoing): Promise<void> {
  if (notice.kind === DELIVERY_FAILED) return
  const { rows } = await sql<Destination>`
    select destination_id as "destinationId", quiet_from_minute as "from", quiet_until_minute as "until",
      case when channel = 'browser' then owner_user_id end as "onlyUserId"
    from notice_destination d
    where is_active and (channel <> 'browser' or owner_user_id = any (${[...notice.userIds]}::text[]))
      and (kinds = '{}' or ${notice.kind} = any (kinds)) and (${notice.isUrgent} or not is_urgent_only)
      and (area_id is null or exists (select from area where area_id = ${notice.scopeAreaId} and d.area_id = any (path)))
    order by destination_id`.execute(trx)
  for (const destination of rows)
    await trx
      .insertInto('notice_delivery')
      .values({
        destination_id: destination.destinationId,
        kind: notice.kind,
        case_id: notice.caseId,
        user_ids: destination.onlyUserId === null ? [...notice.userIds] : [destination.onlyUserId],
        notice_message_id: notice.messageId,
        zh: maskNumbers(notice.zh),
        en: maskNumbers(notice.en),
        is_urgent: notice.isUrgent,
        at: notice.at,
        due_at: dueAt(notice, destination),
      })
      .execute()
}

/** A person's own browser keeps the quiet hours of their inbox, a gateway those that are set for it. */
function dueAt(
  { at, showAt, isUrgent, timeZone }: Outgoing,
  { from: fromMinute, until: untilMinute, onlyUserId }: Destination,
): Date {
  if (onlyUserId !== null) return showAt
  if (isUrgent || fromMinute === null || untilMinute === null) return at
  return quietUntil(timeZone, at, localTimeOf(timeZone, at.getTime()), { fromMinute, untilMinute })
}
