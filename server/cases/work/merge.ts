import { z } from 'zod'
import { type Trx, withScope } from '../../db/client.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'
import { setUnitStatus } from '../../units/set-unit-status.ts'
import { answerOnce } from '../answer-once.ts'
import { becomeSystem } from '../become-system.ts'
import { type CaseRecord, lockCase } from '../case-row.ts'
import { stepActorOf } from '../step-actor-of.ts'
import { changeCase } from './change-case.ts'
import { mustBeOpen, onCaseSchema, refuse, whyTextSchema } from './with-case.ts'

export const mergeSchema = onCaseSchema.extend({
  /** Cases that become part of `caseId`. */
  caseIds: z.array(z.number().int().positive()).min(1).max(100),
  reason: z.object({ code: z.string().max(40), zh: z.string().max(300), en: z.string().max(300) }).optional(),
})
export const unmergeSchema = onCaseSchema.extend({ note: whyTextSchema })

const BY_PERSON = { code: 'BY_PERSON', zh: '人工并案', en: 'Merged by a person' }

/** 并案: one case is worked for all; every reporter stays with their own and gets the one answer. */
export function mergeCases(services: Services, actor: Actor, input: z.output<typeof mergeSchema>) {
  return changeFamily(services, actor, input, [input.caseId, ...input.caseIds], async (trx, cases, at) => {
    const master = cases.get(input.caseId)!
    if (master.family === 'merged')
      throw refuse('MERGED_AWAY', '主案件已并入别的案件', 'The master is merged away itself')
    const children = [...new Set(input.caseIds)].map((caseId) => cases.get(caseId)!)
    for (const child of children) await mustFit(trx, master, child)
    const by = stepActorOf(actor, master)
    const reason = input.reason ?? BY_PERSON
    for (const child of children) {
      await trx
        .insertInto('case_link')
        .values({
          master_case_id: master.case_id,
          case_id: child.case_id,
          kind: 'merged',
          reason: JSON.stringify(reason),
          at,
          by_name: actor.name,
          scope_area_id: child.scope_area_id,
        })
        .execute()
      // What is looked at is the master's place.
      await trx
        .updateTable('case_task')
        .set({ state: 'canceled', done_at: at, done_by: actor.userId, done_name: actor.name })
        .where('case_id', '=', child.case_id)
        .where('kind', '=', 'verify')
        .where('state', '=', 'open')
        .execute()
      if (child.unit_id !== null)
        await setUnitStatus(trx, { unitId: child.unit_id, status: 'idle', caseId: child.case_id, at })
      await changeCase(
        trx,
        child.case_id,
        {
          verb: 'merge',
          note: `并入 ${master.number}：${reason.zh}`,
          data: { masterCaseId: master.case_id, reason },
          set: { master_case_id: master.case_id, family: 'merged', unit_id: null },
        },
        by,
        at,
      )
    }
    await bundleClock(trx, master, {
      at,
      by,
      note: `并入 ${children.map((child) => child.number).join('、')}`,
      reason,
    })
    return { masterCaseId: master.case_id, merged: children.length }
  })
}

/** 撤销并案: it is its own case again, where it stood. */
export function unmergeCase(services: Services, actor: Actor, input: z.output<typeof unmergeSchema>) {
  return changeFamily(services, actor, input, [input.caseId], async (trx, cases, at) => {
    const child = cases.get(input.caseId)!
    if (child.family !== 'merged' || child.master_case_id === null)
      throw refuse('NOT_MERGED', '它没有并入别的案件', 'It is not merged into another case')
    const master = await lockCase(trx, child.master_case_id)
    if (!master) throw refuse('CASE_NOT_FOUND', '没有主案件', 'The master is gone')
    const by = stepActorOf(actor, child)
    await trx
      .updateTable('case_link')
      .set({ ended_at: at, ended_reason: input.note })
      .where('case_id', '=', child.case_id)
      .where('ended_at', 'is', null)
      .execute()
    await changeCase(
      trx,
      child.case_id,
      {
        verb: 'unmerge',
        note: input.note,
        data: { masterCaseId: master.case_id },
        set: { master_case_id: null, family: null },
      },
      by,
      at,
    )
    const isOpen = master.state !== 'closed' && master.state !== 'canceled'
    if (isOpen) await bundleClock(trx, master, { at, by, note: `${child.number} 移出`, reason: null })
    return { masterCaseId: master.case_id }
  })
}

/** The earliest deadline of all binds the master, and its children show the master's. */
async function bundleClock(
  trx: Trx,
  master: CaseRecord,
  {
    at,
    by,
    note,
    reason,
  }: { at: Date; by: ReturnType<typeof stepActorOf>; note: string; reason: object | null },
): Promise<void> {
  const children = await trx
    .selectFrom('case_record')
    .select('due_at')
    .where('master_case_id', '=', master.case_id)
    .where('family', '=', 'merged')
    .execute()
  const dues = children.flatMap(({ due_at }) => (due_at ? [due_at.getTime()] : []))
  const { noLaterThanMs: _, ...rest } = master.clock_changes ?? {}
  const changes = dues.length > 0 ? { ...rest, noLaterThanMs: Math.min(...dues) } : rest
  const after = await changeCase(
    trx,
    master.case_id,
    {
      verb: reason ? 'merge' : 'unmerge',
      note,
      data: { children: children.length, ...(reason && { reason }) },
      set: { clock_changes: JSON.stringify(changes) },
    },
    by,
    at,
  )
  await trx
    .updateTable('case_record')
    .set({ clock_level: after.clock_level })
    .where('master_case_id', '=', master.case_id)
    .where('family', '=', 'merged')
    .execute()
}

async function mustFit(trx: Trx, master: CaseRecord, child: CaseRecord): Promise<void> {
  if (child.case_id === master.case_id)
    throw refuse('MERGE_SELF', '不能并入自己', 'A case cannot be merged into itself')
  mustBeOpen(child)
  if (child.family !== null)
    throw refuse('MERGED_AWAY', `${child.number} 已有主案件`, `${child.number} has a master already`)
  if (child.state === 'handled' || child.state === 'fed_back')
    throw refuse('MERGE_TOO_LATE', `${child.number} 已处置，不再并案`, `${child.number} is handled already`)
  const own = await trx
    .selectFrom('case_record')
    .select('case_id')
    .where('master_case_id', '=', child.case_id)
    .limit(1)
    .executeTakeFirst()
  if (own)
    throw refuse(
      'MERGE_HAS_CHILDREN',
      `${child.number} 自己有并入的案件`,
      `${child.number} has cases of its own`,
    )
}

/** Locks all of them by ascending id, so that two who merge the same cases never wait for each other in a circle. */
export function changeFamily<Answer>(
  services: Services,
  actor: Actor,
  input: { readonly caseId: number; readonly idempotencyKey: string },
  caseIds: readonly number[],
  run: (trx: Trx, cases: ReadonlyMap<number, CaseRecord>, at: Date) => Promise<Answer>,
): Promise<Answer> {
  const at = services.clock.now()
  return withScope(services.db, actor, (trx) =>
    answerOnce(trx, { userId: actor.userId, key: input.idempotencyKey, request: input, at }, async () => {
      const cases = new Map<number, CaseRecord>()
      for (const caseId of [...new Set(caseIds)].sort((a, b) => a - b)) {
        const record = await lockCase(trx, caseId)
        if (!record)
          throw refuse('CASE_NOT_FOUND', `没有案件 ${caseId}`, `There is no case ${caseId}`, 'caseIds')
        cases.set(caseId, record)
      }
      mustBeOpen(cases.get(input.caseId)!)
      await becomeSystem(trx)
      return run(trx, cases, at)
    }),
  )
}
