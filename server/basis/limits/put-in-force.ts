import { sql } from 'kysely'
import { RULE_ACTOR } from '../../cases/rule-actor.ts'
import type { Trx } from '../../db/client.ts'
import { appendEvent, appendEvents } from '../../events/append-event.ts'
import { readCalendar } from '../read-calendar.ts'
import { deadlinesUnder, type MovedCase } from './deadlines-under.ts'

const AT_ONCE = 500

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
    limits: next.limits,
    calendar: await readCalendar(trx),
    at,
    isLocked: true,
  })
  for (let from = 0; from < moved.length; from += AT_ONCE)
    await moveClocks(trx, moved.slice(from, from + AT_ONCE), next, at)
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

async function moveClocks(
  trx: Trx,
  moved: readonly MovedCase[],
  { version, note }: { readonly version: number; readonly note: string },
  at: Date,
): Promise<void> {
  const all = JSON.stringify(
    moved.map(({ caseId, dueAt, handleDueAt, warnAt, level }) => ({
      id: caseId,
      due: dueAt,
      handle: handleDueAt,
      warn: warnAt,
      level,
    })),
  )
  await sql`update case_record c set due_at = n.due, handle_due_at = n.handle, warn_at = n.warn, clock_level = n.level
    from jsonb_to_recordset(${all}::jsonb) as n(id bigint, due timestamptz, handle timestamptz, warn timestamptz, level text)
    where c.case_id = n.id`.execute(trx)
  await sql`insert into case_step (case_id, version, verb, from_state, to_state, at, recorded_at, actor_user_id, actor_name,
      actor_role, department_id, note, data, scope_area_id)
    select c.case_id, c.version, 'relimit', c.state, c.state, ${at}, ${at}, null, ${RULE_ACTOR.name}, ${RULE_ACTOR.role},
      null, ${`时限第 ${version} 版生效：${note}`}, ${JSON.stringify({
        limitVersion: version,
        en: `Version ${version} of the time limits is in force: ${note}`,
      })}::jsonb, c.scope_area_id
    from case_record c where c.case_id = any(${moved.map(({ caseId }) => caseId)}::bigint[])`.execute(trx)
  await appendEvents(
    trx,
    moved.map(({ caseId, number, scopeAreaId, level }) => ({
      type: 'case.clock_changed' as const,
      at,
      scopeAreaId,
      entity: 'case',
      entityId: String(caseId),
      actor: 'system:basis.limits',
      data: { number, clockLevel: level },
    })),
  )
}
