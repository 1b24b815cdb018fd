import { z } from 'zod'
import { becomeSystem } from '../../cases/become-system.ts'
import { type Trx, withScope } from '../../db/client.ts'
import { CodedError } from '../../errors.ts'
import { appendEvent } from '../../events/append-event.ts'
import type { Actor } from '../../identity/actor.ts'
import { holds } from '../../identity/permissions.ts'
import type { Services } from '../../services.ts'
import type { BasisRow, ChangedThing } from './basis-row.ts'
import { writeRows } from './write-rows.ts'

const LISTED = 30
const ROWS_SHOWN = 100
export const decideChangeSchema = z.object({
  changeId: z.number().int().positive(),
  verb: z.enum(['publish', 'withdraw', 'undo']),
  note: z.string().trim().max(500).default(''),
})
type ChangeVerb = z.output<typeof decideChangeSchema>['verb']

/** Keeps what is to change: links at once, the rest when another person publishes it. */
export async function proposeChange(
  trx: Trx,
  change: {
    readonly what: ChangedThing
    readonly fileName: string
    readonly rows: readonly BasisRow[]
    readonly actor: Actor
    readonly at: Date
  },
): Promise<{ readonly changeId: number; readonly state: 'proposed' | 'published' }> {
  const { what, fileName, rows, actor, at } = change
  const state = what === 'links' ? 'published' : 'proposed'
  if (state === 'published') await writeRows(trx, what, rows, { userId: actor.userId, name: actor.name, at })
  const { change_id } = await trx
    .insertInto('basis_change')
    .values({
      what,
      file_name: fileName.slice(0, 200),
      state,
      rows: JSON.stringify(rows),
      proposed_at: at,
      proposed_by: actor.userId,
      proposed_by_name: actor.name,
      ...(state === 'published' && { decided_at: at, decided_by_name: actor.name }),
    })
    .returning('change_id')
    .executeTakeFirstOrThrow()
  if (state === 'published') await tell(trx, change_id, what, rows.length, actor, at)
  return { changeId: change_id, state }
}

/** The latest changes, newest first, each with its rows and what this reader may do with it. */
export function listChanges(services: Services, actor: Actor) {
  return withScope(services.db, actor, async (trx) => {
    const changes = await trx
      .selectFrom('basis_change')
      .selectAll()
      .orderBy('proposed_at', 'desc')
      .orderBy('change_id', 'desc')
      .limit(LISTED)
      .execute()
    return changes.map((row) => ({
      changeId: row.change_id,
      what: row.what,
      fileName: row.file_name,
      state: row.state,
      proposedAt: row.proposed_at.toISOString(),
      proposedByName: row.proposed_by_name,
      decidedByName: row.decided_by_name,
      note: row.note,
      rowCount: row.rows.length,
      rows: row.rows.slice(0, ROWS_SHOWN).map(({ what, before, after }) => ({
        what,
        kind:
          before === null ? ('added' as const) : isTaken(after) ? ('removed' as const) : ('changed' as const),
        fields: fieldsOf(before, after),
      })),
      may: mayDo(row, actor),
    }))
  })
}

/** Publishes, withdraws or takes back a change as a whole. @throws {CodedError} NOT_NOW, NO_REASON, BASIS_MOVED */
export function decideChange(
  services: Services,
  actor: Actor,
  { changeId, verb, note }: z.output<typeof decideChangeSchema>,
) {
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const row = await trx
      .selectFrom('basis_change')
      .selectAll()
      .where('change_id', '=', changeId)
      .forUpdate()
      .executeTakeFirst()
    if (!row)
      throw new CodedError('not_found', 'NO_SUCH_CHANGE', '没有这次改动', 'There is no such change', {
        field: 'changeId',
      })
    if (!mayDo(row, actor).includes(verb))
      throw new CodedError(
        'conflict',
        'NOT_NOW',
        '现在不能这样做：提出人不能发布自己的改动',
        'Not now, or not by you: nobody publishes a change of their own',
        { field: 'verb', expected: row.state },
      )
    if (verb === 'undo' && note === '')
      throw new CodedError('bad_input', 'NO_REASON', '须写明理由', 'Say why', {
        field: 'note',
        expected: 'a reason',
      })
    await becomeSystem(trx)
    const by = { userId: actor.userId, name: actor.name, at }
    if (verb === 'publish') await writeRows(trx, row.what, row.rows, by)
    if (verb === 'undo')
      await writeRows(
        trx,
        row.what,
        row.rows.map((one) => ({ ...one, before: one.after, after: one.before })),
        by,
      )
    const state = ({ publish: 'published', withdraw: 'withdrawn', undo: 'undone' } as const)[verb]
    await trx
      .updateTable('basis_change')
      .set({ state, decided_at: at, decided_by_name: actor.name, note })
      .where('change_id', '=', changeId)
      .execute()
    if (verb !== 'withdraw') await tell(trx, changeId, row.what, row.rows.length, actor, at)
    return { changeId, state }
  })
}

function mayDo(
  {
    state,
    what,
    proposed_by,
  }: { readonly state: string; readonly what: ChangedThing; readonly proposed_by: string },
  { roles, userId }: Actor,
): ChangeVerb[] {
  const mayPublish = holds(roles, 'basis.publish')
  if (state === 'proposed')
    return [
      ...(mayPublish && proposed_by !== userId ? (['publish'] as const) : []),
      ...(mayPublish || proposed_by === userId ? (['withdraw'] as const) : []),
    ]
  // Links are undone by whoever may set them; the rest by whoever may publish it.
  return state === 'published' && (what === 'links' || mayPublish) ? ['undo'] : []
}

const isTaken = (after: BasisRow['after']) =>
  after === null || after.state === 'rejected' || after.state === 'retired'

/** Fields that differ, as text. */
function fieldsOf(before: BasisRow['before'], after: BasisRow['after']) {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...names].flatMap((name) => {
    const [from, to] = [textOf(before?.[name]), textOf(after?.[name])]
    return from === to ? [] : [{ name, from, to }]
  })
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join('、') : String(value ?? '')
}

function tell(trx: Trx, changeId: number, what: ChangedThing, count: number, actor: Actor, at: Date) {
  return appendEvent(trx, {
    type: 'basis.published',
    at,
    scopeAreaId: 0,
    entity: 'basis',
    entityId: what,
    actor: actor.userId,
    data: { changeId, rows: count },
  })
}
