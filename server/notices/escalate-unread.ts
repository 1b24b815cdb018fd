import { sql } from 'kysely'
import { withSystem } from '../db/client.ts'
import type { Role } from '../identity/permissions.ts'
import type { Services } from '../services.ts'
import { noticeRoles } from './notify.ts'

/** Older ones were somebody's before: a start after a pause is no storm. */
const LOOK_BACK_HOURS = 12
const BATCH = 50

/** Who hears of it when those before did not look. */
const LEVELS: readonly (readonly Role[])[] = [['shift_leader'], ['admin']]

/**
 * An urgent notice that nobody of those told has read for as long as its case's severity allows climbs one level, once for
 * each notice however many were told; whoever is at the top is told no more.
 */
export async function escalateUnread({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
  await withSystem(db, 'notices.escalate', async (trx) => {
    const { rows } = await sql<{
      ids: number[]
      userIds: string[]
      caseId: number
      scopeAreaId: number
      number: string
      zh: string
      en: string
      minutes: number
    }>`
      select array_agg(n.notification_id) as ids, array_agg(n.user_id) as "userIds", n.case_id as "caseId",
        c.scope_area_id as "scopeAreaId", c.number, n.zh, n.en, e.unread_minutes as minutes
      from notification n join case_record c using (case_id)
        join escalation_limit e on e.severity = c.severity and e.department_id is null
      where n.is_urgent and n.escalated_at is null and n.at > ${ago(LOOK_BACK_HOURS * 60)}
        and c.state not in ('closed', 'canceled')
      group by n.kind, n.case_id, n.at, n.zh, n.en, c.scope_area_id, c.number, e.unread_minutes
      having count(n.read_at) = 0 and max(n.show_at) <= ${now}::timestamptz - make_interval(mins => e.unread_minutes)
      order by min(n.notification_id) limit ${BATCH}`.execute(trx)
    for (const { ids, userIds, caseId, scopeAreaId, number, zh, en, minutes } of rows) {
      await trx
        .updateTable('notification')
        .set({ escalated_at: now })
        .where('notification_id', 'in', ids)
        .execute()
      const grants = await trx
        .selectFrom('role_grant')
        .select('role')
        .where('user_id', 'in', userIds)
        .execute()
      const reached = LEVELS.findLastIndex((roles) =>
        grants.some(({ role }) => (roles as readonly string[]).includes(role)),
      )
      const next = LEVELS[reached + 1]
      if (!next) continue
      await noticeRoles(
        trx,
        next,
        { case_id: caseId, scope_area_id: scopeAreaId },
        {
          kind: 'unread',
          zh: `${number} 的紧急通知 ${minutes} 分钟无人查看：${zh}`,
          en: `${number}: nobody read an urgent notice for ${minutes} minutes: ${en}`,
          at: now,
          isUrgent: true,
        },
      )
    }
  })
}
