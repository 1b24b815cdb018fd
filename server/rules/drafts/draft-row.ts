import type { Trx } from '../../db/client.ts'
import { CodedError } from '../../errors.ts'
import { appendEvent } from '../../events/append-event.ts'
import type { Actor } from '../../identity/actor.ts'

/** @throws {CodedError} DRAFT_NOT_FOUND */
export async function readDraft(trx: Trx, draftId: number) {
  const row = await trx
    .selectFrom('rule_draft')
    .selectAll()
    .where('draft_id', '=', draftId)
    .executeTakeFirst()
  if (!row) throw new CodedError('not_found', 'DRAFT_NOT_FOUND', '没有这份草稿', 'There is no such draft')
  return { ...row, draft_id: Number(row.draft_id) }
}
export type DraftRow = Awaited<ReturnType<typeof readDraft>>

/** Locks a draft that is still as its reader saw it. @throws {CodedError} CONFLICT_VERSION */
export async function lockDraft(trx: Trx, draftId: number, version: number): Promise<DraftRow> {
  await trx.selectFrom('rule_draft').select('draft_id').where('draft_id', '=', draftId).forUpdate().execute()
  const row = await readDraft(trx, draftId)
  if (row.version === version) return row
  throw new CodedError(
    'conflict',
    'CONFLICT_VERSION',
    '草稿已被他人更新，请刷新后再改',
    'Somebody else changed the draft; load it again',
    { field: 'version', expected: String(row.version) },
  )
}

/** Writes down what was done to a rule: in its own history and in the event log. */
export async function noteStep(
  trx: Trx,
  actor: Pick<Actor, 'userId' | 'name'>,
  step: {
    readonly code: string
    readonly draftId: number | null
    readonly verb: string
    readonly at: Date
    readonly note?: string
    readonly data?: Readonly<Record<string, unknown>>
  },
): Promise<void> {
  const data = step.data ?? {}
  await trx
    .insertInto('rule_step')
    .values({
      code: step.code,
      draft_id: step.draftId,
      verb: step.verb,
      at: step.at,
      actor_user_id: actor.userId,
      actor_name: actor.name,
      note: step.note ?? '',
      data: JSON.stringify(data),
    })
    .execute()
  await appendEvent(trx, {
    type: 'rule.changed',
    at: step.at,
    scopeAreaId: 0,
    entity: 'rule',
    entityId: step.code,
    actor: actor.userId,
    data: { verb: step.verb, draftId: step.draftId, ...data },
  })
}
