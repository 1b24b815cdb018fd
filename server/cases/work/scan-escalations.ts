import { sql } from 'kysely'
import { SIGN_MINUTES } from '../../basis/limits/escalation-sql.ts'
import { withSystem } from '../../db/client.ts'
import { noticeRoles } from '../../notices/notify.ts'
import type { Services } from '../../services.ts'
import { logByItself } from '../../shifts/log-by-itself.ts'
import { lockCase } from '../case-row.ts'
import { RULE_ACTOR } from '../rule-actor.ts'
import { writeWork } from './write-work.ts'

/** Older ones were somebody's before this scan was: a start after a pause is no storm of notices. */
const LOOK_BACK_HOURS = 24
const BATCH = 100

/** Unsigned cases, unanswered looks on site and oversight orders climb one level, once each; those passed over are told. */
export async function scanEscalations(services: Pick<Services, 'db' | 'clock'>): Promise<number> {
  return (
    (await escalateUnsigned(services)) +
    (await escalateVerifications(services)) +
    (await escalateOrders(services))
  )
}

async function escalateUnsigned({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<number> {
  const now = clock.now()
  const late = await db
    .selectFrom('case_record as c')
    .select('case_id')
    .where('state', '=', 'dispatched')
    .where('escalation_level', '=', 0)
    .where('dispatched_at', '>', new Date(now.getTime() - LOOK_BACK_HOURS * 3_600_000))
    .where(sql<boolean>`c.dispatched_at <= ${now}::timestamptz - make_interval(mins => ${SIGN_MINUTES})`)
    .orderBy('dispatched_at')
    .limit(BATCH)
    .execute()
  for (const { case_id } of late)
    await withSystem(db, 'cases.scan_escalations', async (trx) => {
      const record = await lockCase(trx, case_id)
      if (record?.state !== 'dispatched' || record.escalation_level > 0 || !record.dispatched_at) return
      const minutes = Math.floor((now.getTime() - record.dispatched_at.getTime()) / 60_000)
      await trx
        .updateTable('case_record')
        .set({ escalation_level: 1 })
        .where('case_id', '=', case_id)
        .execute()
      const note = `派遣后 ${minutes} 分钟未签收，升级至值班长`
      const en = `Not signed for ${minutes} minutes after dispatch, now with the shift leader`
      await writeWork(
        trx,
        record,
        { verb: 'escalate', note, data: { cause: 'unsigned', minutes, level: 1, en } },
        RULE_ACTOR,
        now,
      )
      await logByItself(trx, {
        cause: 'escalated',
        key: `${case_id}:${record.dispatched_at.toISOString()}`,
        at: now,
        zh: note,
        en,
        caseId: case_id,
      })
      await noticeRoles(trx, ['shift_leader', 'department_handler'], record, {
        kind: 'escalate',
        zh: `${record.number} ${note}`,
        en: `${record.number}: not signed for ${minutes} minutes after dispatch, now with the shift leader`,
        at: now,
        isUrgent: record.severity === 'urgent',
      })
    })
  return late.length
}

async function escalateVerifications({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<number> {
  const now = clock.now()
  const late = await db
    .selectFrom('case_task')
    .select(['task_id', 'case_id', 'at'])
    .where('kind', '=', 'verify')
    .where('state', '=', 'open')
    .where('escalated_at', 'is', null)
    .where('due_at', '<=', now)
    .where('at', '>', new Date(now.getTime() - LOOK_BACK_HOURS * 3_600_000))
    .orderBy('due_at')
    .limit(BATCH)
    .execute()
  for (const task of late)
    await withSystem(db, 'cases.scan_escalations', async (trx) => {
      const record = await lockCase(trx, task.case_id)
      if (record?.state !== 'verifying') return
      const taken = await trx
        .updateTable('case_task')
        .set({ escalated_at: now })
        .where('task_id', '=', task.task_id)
        .where('state', '=', 'open')
        .where('escalated_at', 'is', null)
        .returning('task_id')
        .executeTakeFirst()
      if (!taken) return
      const minutes = Math.floor((now.getTime() - task.at.getTime()) / 60_000)
      const note = `派人核实 ${minutes} 分钟仍无答复，请值班长处理`
      const en = `Sent to be verified ${minutes} minutes ago and not answered, now with the shift leader`
      const data = { cause: 'unverified', taskId: task.task_id, minutes, en }
      await writeWork(trx, record, { verb: 'escalate', note, data }, RULE_ACTOR, now)
      await logByItself(trx, {
        cause: 'escalated',
        key: `verify:${task.task_id}`,
        at: now,
        zh: note,
        en,
        caseId: task.case_id,
      })
      await noticeRoles(trx, ['shift_leader', 'collector', 'grid_chief'], record, {
        kind: 'escalate',
        zh: `${record.number} ${note}`,
        en: `${record.number}: ${en}`,
        at: now,
        isUrgent: record.severity === 'urgent',
      })
    })
  return late.length
}

const TOP_LEVEL = 3

async function escalateOrders({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<number> {
  const now = clock.now()
  const late = await db
    .selectFrom('oversight_order')
    .select(['order_id', 'case_id', 'level'])
    .where('replied_at', 'is', null)
    .where('escalated_at', 'is', null)
    .where('due_at', '<', now)
    .limit(BATCH)
    .execute()
  for (const order of late)
    await withSystem(db, 'cases.scan_escalations', async (trx) => {
      const record = await lockCase(trx, order.case_id)
      if (!record) return
      const level = Math.min(order.level + 1, TOP_LEVEL)
      const taken = await trx
        .updateTable('oversight_order')
        .set({ escalated_at: now, level })
        .where('order_id', '=', order.order_id)
        .where('escalated_at', 'is', null)
        .where('replied_at', 'is', null)
        .returning('order_id')
        .executeTakeFirst()
      if (!taken) return
      const note = `督办逾期未回复，升为 ${level} 级`
      const en = `The oversight order was not answered, now level ${level}`
      await writeWork(
        trx,
        record,
        { verb: 'escalate', note, data: { cause: 'oversight', orderId: order.order_id, level, en } },
        RULE_ACTOR,
        now,
      )
      await logByItself(trx, {
        cause: 'escalated',
        key: `order:${order.order_id}`,
        at: now,
        zh: note,
        en,
        caseId: order.case_id,
      })
      await noticeRoles(trx, ['shift_leader', 'supervisor', 'admin'], record, {
        kind: 'escalate',
        zh: `${record.number} ${note}`,
        en: `${record.number}: the oversight order was not answered, now level ${level}`,
        at: now,
        isUrgent: true,
      })
    })
  return late.length
}
