import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { pathOf } from './notice-kinds.ts'

const PAGE = 50

/** Somebody's inbox, the newest first. */
export function listNotices(services: Services, actor: Actor) {
  const now = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const rows = await trx
      .selectFrom('notification')
      .select([
        'notification_id',
        'kind',
        'case_id',
        'zh',
        'en',
        'is_urgent',
        'at',
        'read_at',
        'webhook_state',
      ])
      .where('user_id', '=', actor.userId)
      .where('show_at', '<=', now)
      .orderBy('show_at', 'desc')
      .orderBy('notification_id', 'desc')
      .limit(PAGE)
      .execute()
    const unread = await trx
      .selectFrom('notification')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('user_id', '=', actor.userId)
      .where('show_at', '<=', now)
      .where('read_at', 'is', null)
      .executeTakeFirstOrThrow()
    return {
      unread: Number(unread.n),
      notices: rows.map((row) => ({
        notificationId: row.notification_id,
        kind: row.kind,
        caseId: row.case_id,
        zh: row.zh,
        en: row.en,
        isUrgent: row.is_urgent,
        at: row.at.toISOString(),
        isRead: row.read_at !== null,
        path: pathOf(row.kind, row.case_id),
        webhookState: row.webhook_state,
      })),
    }
  })
}

/** The receipt: read, and when. Without ids all of the inbox. */
export function readNotices(services: Services, actor: Actor, ids: readonly number[] | undefined) {
  const now = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const rows = await trx
      .updateTable('notification')
      .set({ read_at: now })
      .where('user_id', '=', actor.userId)
      .where('show_at', '<=', now)
      .where('read_at', 'is', null)
      .$if(ids !== undefined, (query) => query.where('notification_id', 'in', [0, ...ids!]))
      .returning('notification_id')
      .execute()
    return { read: rows.length }
  })
}
