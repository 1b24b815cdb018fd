import type { z } from 'zod'
import type { Trx } from '../../db/client.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'
import type { CaseRecord } from '../case-row.ts'
import { stepActorOf } from '../step-actor-of.ts'
import { changeCase } from './change-case.ts'
import { changeFamily, type mergeSchema, type unmergeSchema } from './merge.ts'
import { SPLIT_SOURCE } from './split.ts'
import { mustBeOpen, refuse } from './with-case.ts'
import { writeWork } from './write-work.ts'

const BY_PERSON = { code: 'BY_PERSON', zh: '人工归为一组', en: 'Put together by a person' }

/**
 * 主子案: several open cases of one event under one of them. Each child keeps its department, clock and score; the parent
 * is fed back and closed only when all of them are done.
 */
export function parentCases(services: Services, actor: Actor, input: z.output<typeof mergeSchema>) {
  return changeFamily(services, actor, input, [input.caseId, ...input.caseIds], async (trx, cases, at) => {
    const parent = cases.get(input.caseId)!
    if (parent.family !== null)
      throw refuse('MERGED_AWAY', '父案件自己属于别的案件', 'The parent belongs to another case itself')
    if (isHandled(parent))
      throw refuse('MERGE_TOO_LATE', `${parent.number} 已处置`, `${parent.number} is handled already`)
    const children = [...new Set(input.caseIds)].map((caseId) => cases.get(caseId)!)
    for (const child of children) await mustFit(trx, parent, child)
    const by = stepActorOf(actor, parent)
    const reason = input.reason ?? BY_PERSON
    for (const child of children) {
      await trx
        .insertInto('case_link')
        .values({
          master_case_id: parent.case_id,
          case_id: child.case_id,
          kind: 'child',
          reason: JSON.stringify(reason),
          at,
          by_name: actor.name,
          scope_area_id: child.scope_area_id,
        })
        .execute()
      await changeCase(
        trx,
        child.case_id,
        {
          verb: 'parent',
          note: `归入 ${parent.number}：${reason.zh}`,
          data: { masterCaseId: parent.case_id, reason },
          set: { master_case_id: parent.case_id, family: 'child' },
        },
        by,
        at,
      )
    }
    const note = `带 ${children.length} 件子案件：${children.map(({ number }) => number).join('、')}`
    await writeWork(
      trx,
      parent,
      { verb: 'parent', note, data: { children: children.length, reason } },
      by,
      at,
    )
    return { masterCaseId: parent.case_id, children: children.length }
  })
}

/** It stands alone again, as it is. */
export function unparentCase(services: Services, actor: Actor, input: z.output<typeof unmergeSchema>) {
  return changeFamily(services, actor, input, [input.caseId], async (trx, cases, at) => {
    const child = cases.get(input.caseId)!
    if (child.family !== 'child' || child.master_case_id === null)
      throw refuse('NO_CHILD', '它不是子案件', 'It is no child of another case')
    // What was cut off a case has no report of its own to fall back to.
    if (child.source_system === SPLIT_SOURCE)
      throw refuse('SPLIT_CHILD', '由拆分产生的子案件不能移出', 'What was split off a case stays with it')
    await trx
      .updateTable('case_link')
      .set({ ended_at: at, ended_reason: input.note })
      .where('case_id', '=', child.case_id)
      .where('ended_at', 'is', null)
      .execute()
    const by = stepActorOf(actor, child)
    const data = { masterCaseId: child.master_case_id }
    const set = { master_case_id: null, family: null }
    await changeCase(trx, child.case_id, { verb: 'unparent', note: input.note, data, set }, by, at)
    return data
  })
}

function isHandled({ state }: CaseRecord): boolean {
  return state === 'handled' || state === 'fed_back'
}

async function mustFit(trx: Trx, parent: CaseRecord, child: CaseRecord): Promise<void> {
  if (child.case_id === parent.case_id)
    throw refuse('MERGE_SELF', '不能归入自己', 'A case cannot be its own child')
  mustBeOpen(child)
  if (child.family !== null)
    throw refuse('MERGED_AWAY', `${child.number} 已有主案件`, `${child.number} has a master already`)
  const own = await trx
    .selectFrom('case_record')
    .select('case_id')
    .where('master_case_id', '=', child.case_id)
    .where('family', '=', 'child')
    .limit(1)
    .executeTakeFirst()
  if (own)
    throw refuse(
      'MERGE_HAS_CHILDREN',
      `${child.number} 自己有子案件`,
      `${child.number} has children of its own`,
    )
}
