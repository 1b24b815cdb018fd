import { localTimeOf } from '../clocks/zoned-time.ts'
import type { Trx } from '../db/client.ts'
import { appendEvent } from '../events/append-event.ts'
import type { Role } from '../identity/permissions.ts'
import type { DELIVERY_FAILED, NoticeKind } from './notice-kinds.ts'
import { queueDeliveries } from './queue-delivery.ts'
import { quietUntil } from './quiet-until.ts'

export type Notice = {
  readonly kind: NoticeKind | typeof DELIVERY_FAILED
  readonly zh: string
  readonly en: string
  readonly at: Date
  readonly isUrgent?: boolean
  /** Of what somebody wrote: by which its receipts are found. */
  readonly messageId?: number
}
type OfCase = {
  /** Null for what is no case's. */
  readonly case_id: number | null
  readonly scope_area_id: number
  readonly department_id?: number | null
}

/** Tells everybody who holds one of these roles over the case's area; handlers only of the case's department. */
export async function noticeRoles(
  trx: Trx,
  roles: readonly Role[],
  record: OfCase,
  notice: Notice,
): Promise<void> {
  const rows = await trx
    .selectFrom('role_grant')
    .select('user_id')
    .distinct()
    .where('role', 'in', roles)
    .where((is) =>
      is.or([
        is('area_id', 'is', null),
        is.exists(
          is
            .selectFrom('area')
            .select('area.area_id')
            .whereRef('role_grant.area_id', '=', (eb) => eb.fn.any('area.path'))
            .where('area.area_id', '=', record.scope_area_id),
        ),
      ]),
    )
    .where((is) =>
      is.or([is('role', '<>', 'department_handler'), is('department_id', '=', record.department_id ?? 0)]),
    )
    .execute()
  await noticeUsers(
    trx,
    rows.map((row) => row.user_id),
    record,
    notice,
  )
}

/** Puts a notice into these inboxes, and on its way to the messenger where one is set up. Quiet hours hold what is not urgent. */
export async function noticeUsers(
  trx: Trx,
  userIds: readonly string[],
  record: OfCase | null,
  { kind, zh, en, at, isUrgent = false, messageId }: Notice,
): Promise<void> {
  if (userIds.length === 0) return
  const city = await trx.selectFrom('city').select('time_zone').executeTakeFirst()
  const timeZone = city?.time_zone ?? 'UTC'
  const show_at = isUrgent ? at : quietUntil(timeZone, at, localTimeOf(timeZone, at.getTime()))
  await trx
    .insertInto('notification')
    .values(
      [...new Set(userIds)].map((user_id) => ({
        user_id,
        kind,
        case_id: record?.case_id ?? null,
        zh,
        en,
        is_urgent: isUrgent,
        at,
        show_at,
        notice_message_id: messageId ?? null,
      })),
    )
    .execute()
  await queueDeliveries(trx, {
    kind,
    zh,
    en,
    isUrgent,
    at,
    showAt: show_at,
    timeZone,
    caseId: record?.case_id ?? null,
    scopeAreaId: record?.scope_area_id ?? 0,
    userIds: [...new Set(userIds)],
    messageId: messageId ?? null,
  })
  await appendEvent(trx, {
    type: 'notice.sent',
    at,
    scopeAreaId: record?.scope_area_id ?? 0,
    entity: 'notice',
    entityId: record?.case_id ?? 0,
    data: { kind, isUrgent },
  })
}
