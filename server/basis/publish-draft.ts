import { z } from 'zod'
import { type Trx, withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { appendEvent } from '../events/append-event.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { readRegulation } from './get-regulation.ts'
import { regulationHeadSchema } from './regulation-head.ts'
import { columnsOf } from './write-regulation.ts'

export const draftSchema = z.object({
  regulationId: z.number().int().positive(),
  rowVersion: z.number().int(),
})
export const saveHeadSchema = draftSchema.extend({ head: regulationHeadSchema.omit({ code: true }) })

/** Locks a draft that is still as its reader saw it. @throws {CodedError} NOT_A_DRAFT, CONFLICT_VERSION */
async function lockDraft(trx: Trx, { regulationId, rowVersion }: z.output<typeof draftSchema>) {
  const row = await readRegulation(trx, regulationId, true)
  if (row.state !== 'draft')
    throw new CodedError(
      'conflict',
      'NOT_A_DRAFT',
      '已发布，不能再改',
      'It is published and stays as it is',
      {
        field: 'state',
        expected: 'draft',
      },
    )
  if (row.row_version !== rowVersion)
    throw new CodedError(
      'conflict',
      'CONFLICT_VERSION',
      '草稿已被他人更新，请刷新后再改',
      'Somebody else changed the draft; load it again',
      { field: 'rowVersion', expected: String(row.row_version) },
    )
  return row
}

export function saveHead(services: Services, actor: Actor, input: z.output<typeof saveHeadSchema>) {
  return withScope(services.db, actor, async (trx) => {
    const row = await lockDraft(trx, input)
    await trx
      .updateTable('regulation')
      .set({
        ...columnsOf({ ...input.head, code: row.code }),
        row_version: row.row_version + 1,
        updated_at: services.clock.now(),
      })
      .where('regulation_id', '=', row.regulation_id)
      .execute()
    return { rowVersion: row.row_version + 1 }
  })
}

export function discardDraft(services: Services, actor: Actor, input: z.output<typeof draftSchema>) {
  return withScope(services.db, actor, async (trx) => {
    const row = await lockDraft(trx, input)
    await trx.deleteFrom('regulation').where('regulation_id', '=', row.regulation_id).execute()
  })
}

/** A draft becomes a version that holds from its day on; the former one ends on that day. */
export function publishDraft(services: Services, actor: Actor, input: z.output<typeof draftSchema>) {
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const row = await lockDraft(trx, input)
    const former = await trx
      .selectFrom('regulation')
      .select(['regulation_id', 'effective_on', 'superseded_on'])
      .where('code', '=', row.code)
      .where('state', '=', 'published')
      .orderBy('version', 'desc')
      .executeTakeFirst()
    if (former && former.effective_on >= row.effective_on)
      throw new CodedError(
        'bad_input',
        'BAD_EFFECTIVE_DAY',
        `施行日期须晚于上一版的 ${former.effective_on}`,
        `It has to take effect after the former version, ${former.effective_on}`,
        { field: 'effectiveOn', expected: `> ${former.effective_on}` },
      )
    await trx
      .updateTable('regulation')
      .set({ state: 'published', published_at: at, updated_at: at, row_version: row.row_version + 1 })
      .where('regulation_id', '=', row.regulation_id)
      .execute()
    if (former && (former.superseded_on === null || former.superseded_on > row.effective_on))
      await trx
        .updateTable('regulation')
        .set({ superseded_on: row.effective_on, superseded_by_id: row.regulation_id, updated_at: at })
        .where('regulation_id', '=', former.regulation_id)
        .execute()
    await appendEvent(trx, {
      type: 'basis.published',
      at,
      scopeAreaId: 0,
      entity: 'regulation',
      entityId: row.regulation_id,
      actor: actor.userId,
      data: { code: row.code, version: row.version },
    })
    return { regulationId: row.regulation_id }
  })
}
