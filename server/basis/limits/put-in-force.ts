import type { Trx } from '../../db/client.ts'
import { appendEvent } from '../../events/append-event.ts'
import { readCalendar } from '../read-calendar.ts'
import { deadlinesUnder } from './deadlines-under.ts'
import { moveClocks } from './move-clocks.ts'

/**
 * From here on a scheduled version is what holds: new cases and open ones run on it, and each open case whose clock moved
 * says so on its timeline.
 *
 * @returns how many open cases moved
 */
export async function putInForce(trx: Trx, limitVersionId: number, at: Date): Promise<number> {
  const next = await trx
    .updateTable('limit_version')
    .set({ state: 'in_force' })
    .where('limit_version_id', '=', limitVersionId)
    .where('state', '=', 'scheduled')
    .returning(['category_id', 'version', 'limits', 'closing', 'closing_en', 'author_user_id', 'note'])
    .executeTakeFirst()
  if (!next) return 0
  await trx
    .updateTable('limit_version')
    .set({ state: 'superseded' })
    .where('category_id', '=', next.category_id)
    .where('state', '=', 'in_force')
    .where('limit_version_id', '<>', limitVersionId)
    .execute()
  await trx.deleteFrom('category_limit').where('category_id', '=', next.category_id).execute()
  if (next.limits.length > 0)
    await trx
      .insertInto('category_limit')
      .values(
        next.limits.map(
          ({ stage, clock, amount, condition = '', step = 1, stepName = '', stepNameEn = '' }) => ({
            category_id: next.category_id,
            stage,
            clock,
            amount,
            condition,
            step,
            step_name: stepName,
            step_name_en: stepNameEn,
          }),
        ),
      )
      .execute()
  await trx
    .updateTable('category')
    .set({ closing: next.closing, closing_en: next.closing_en })
    .where('category_id', '=', next.category_id)
    .execute()
  const { moved } = await deadlinesUnder(trx, {
    categoryId: next.category_id,
    limitsOf: () => next.limits,
    calendar: await readCalendar(trx),
    at,
    isLocked: true,
  })
  await moveClocks(
    trx,
    moved,
    {
      zh: `时限第 ${next.version} 版生效：${next.note}`,
      en: `Version ${next.version} of the time limits is in force: ${next.note}`,
      by: 'basis.limits',
      data: { limitVersion: next.version },
    },
    at,
  )
  await appendEvent(trx, {
    type: 'basis.published',
    at,
    scopeAreaId: 0,
    entity: 'limits',
    entityId: String(next.category_id),
    actor: next.author_user_id ?? '',
    data: { version: next.version, moved: moved.length },
  })
  return moved.length
}
