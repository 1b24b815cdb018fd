import { sql } from 'kysely'
import { RULE_ACTOR } from '../../cases/rule-actor.ts'
import type { Trx } from '../../db/client.ts'
import { appendEvents } from '../../events/append-event.ts'
import type { MovedCase } from './deadlines-under.ts'

const AT_ONCE = 500

export type WhyMoved = {
  readonly zh: string
  readonly en: string
  /** The part of the system that moved them. */
  readonly by: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Open cases take their new deadlines, each with a line on its timeline that says why. */
export async function moveClocks(
  trx: Trx,
  moved: readonly MovedCase[],
  why: WhyMoved,
  at: Date,
): Promise<void> {
  for (let from = 0; from < moved.length; from += AT_ONCE)
    await moveSome(trx, moved.slice(from, from + AT_ONCE), why, at)
}

async function moveSome(
  trx: Trx,
  moved: readonly MovedCase[],
  { zh, en, by, data }: WhyMoved,
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
      null, ${zh}, ${JSON.stringify({ ...data, en })}::jsonb, c.scope_area_id
    from case_record c where c.case_id = any(${moved.map(({ caseId }) => caseId)}::bigint[])`.execute(trx)
  await appendEvents(
    trx,
    moved.map(({ caseId, number, scopeAreaId, level }) => ({
      type: 'case.clock_changed' as const,
      at,
      scopeAreaId,
      entity: 'case',
      entityId: String(caseId),
      actor: `system:${by}`,
      data: { number, clockLevel: level },
    })),
  )
}
