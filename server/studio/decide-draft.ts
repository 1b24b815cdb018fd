import { z } from 'zod'
import { becomeSystem } from '../cases/become-system.ts'
import { type Trx, withScope, withSystem } from '../db/client.ts'
import { CodedError, codedErrorOf } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { noticeUsers } from '../notices/notify.ts'
import type { Services } from '../services.ts'
import { checkGrids } from './check-grids.ts'
import { compareGrids } from './compare-grids.ts'
import { type DraftRow, lockDraft, readDraft, stepDraft } from './draft-row.ts'
import { DRAFT_MACHINE, DRAFT_VERBS, mayDo } from './draft-verbs.ts'
import { publishGrids } from './publish-draft.ts'
import { readGrids } from './read-grids.ts'

export const decideDraftSchema = z.object({
  draftId: z.number().int().positive(),
  version: z.number().int(),
  verb: z.enum(DRAFT_VERBS),
  note: z.string().trim().max(1000).default(''),
  /** With `approve`: from when on the grids hold; at once where it is left out or past. */
  effectiveAt: z.iso.datetime({ offset: true }).optional(),
})

/** One step of a draft's way. A draft approved for now, or rolled back, takes effect in the same transaction. */
export async function decideDraft(
  services: Services,
  actor: Actor,
  input: z.output<typeof decideDraftSchema>,
) {
  const at = services.clock.now()
  if (input.verb === 'submit' || input.verb === 'approve') await mustPass(services, actor, input.draftId)
  return withScope(services.db, actor, async (trx) => {
    const row = await lockDraft(trx, input.draftId, input.version)
    if (!mayDo(row, actor).includes(input.verb)) throw notNow(row)
    if (input.verb === 'send_back' && input.note === '')
      throw new CodedError('bad_input', 'NO_REASON', '退回须写明理由', 'Say why it goes back', {
        field: 'note',
      })
    const effectiveAt = input.effectiveAt ? new Date(input.effectiveAt) : at
    const step = { verb: input.verb, at, userId: actor.userId, name: actor.name, note: input.note }
    await becomeSystem(trx)
    if (input.verb === 'roll_back') {
      const publishedVersionIds = await publishGrids(
        trx,
        row,
        {
          from: (await readGrids(trx, row.scope_area_id)).content,
          to: row.base,
          expectedVersionIds: row.published_version_ids ?? [],
        },
        { at, actor: actor.userId },
      )
      return { version: await stepDraft(trx, row, { ...step, state: 'rolled_back', publishedVersionIds }) }
    }
    const version = await stepDraft(trx, row, {
      ...step,
      state: DRAFT_MACHINE[input.verb].to,
      ...(input.verb === 'approve' && { effectiveAt }),
    })
    if (input.verb === 'approve' && effectiveAt <= at) {
      const approved = await readDraft(trx, input.draftId)
      return { version: await publish(trx, approved, at) }
    }
    return { version }
  })
}

/** Publishes whatever is approved and due; what cannot be goes back to its author with the reason. */
export async function publishDue(services: Services): Promise<void> {
  const { db, clock, log } = services
  const due = await db
    .selectFrom('grid_draft')
    .select('draft_id')
    .where('state', '=', 'approved')
    .where('effective_at', '<=', clock.now())
    .orderBy('effective_at')
    .execute()
  for (const { draft_id } of due) {
    const at = clock.now()
    try {
      await withSystem(db, 'grids', async (trx) => {
        const row = await readDraft(trx, draft_id, true)
        if (row.state === 'approved') await publish(trx, row, at)
      })
    } catch (error) {
      const coded = codedErrorOf(error)
      if (!coded || coded.kind === 'unavailable') throw error
      log.warn({ draftId: draft_id, code: coded.code }, 'a grid draft could not be published')
      await withSystem(db, 'grids', (trx) => returnToAuthor(trx, draft_id, coded, at))
    }
  }
}

async function publish(trx: Trx, row: DraftRow, at: Date): Promise<number> {
  const publishedVersionIds = await publishGrids(
    trx,
    row,
    { from: row.base, to: row.content, expectedVersionIds: row.base_version_ids },
    { at, actor: 'system:grids' },
  )
  return stepDraft(trx, row, {
    verb: 'publish',
    state: 'published',
    at,
    userId: 'system:grids',
    name: '',
    note: row.note,
    publishedVersionIds,
  })
}

async function returnToAuthor(trx: Trx, draftId: number, coded: CodedError, at: Date): Promise<void> {
  const row = await readDraft(trx, draftId, true)
  if (row.state !== 'approved') return
  await stepDraft(trx, row, {
    verb: 'send_back',
    state: 'draft',
    at,
    userId: 'system:grids',
    name: '',
    note: coded.messageZh,
  })
  await noticeUsers(trx, [row.author_user_id], null, {
    kind: 'grid_draft',
    zh: `网格草稿「${row.title}」未能发布：${coded.messageZh}`,
    en: `Grid draft "${row.title}" was not published: ${coded.message}`,
    at,
  })
}

async function mustPass(services: Services, actor: Actor, draftId: number): Promise<void> {
  const row = await withScope(services.db, actor, (trx) => readDraft(trx, draftId))
  const { newCells, changedCells, endedCells, newDuties, changedDuties, endedDuties } = compareGrids(
    row.content,
    row.base,
  )
  const count = [newCells, changedCells, endedCells, newDuties, changedDuties, endedDuties].flat().length
  if (count === 0)
    throw new CodedError('conflict', 'NOTHING_CHANGED', '草稿与现状相同', 'The draft changes nothing')
  const faults = await checkGrids(services.db, row.scope_area_id, row.content, row.base)
  const errors = faults.filter(({ severity }) => severity === 'error')
  if (errors.length > 0)
    throw new CodedError(
      'conflict',
      'DRAFT_HAS_FAULTS',
      `还有 ${errors.length} 处错误，请先改正`,
      `${errors.length} faults are to be mended first`,
      { field: errors[0]?.kind ?? '' },
    )
}

function notNow({ state }: DraftRow): CodedError {
  return new CodedError(
    'conflict',
    'NOT_NOW',
    '草稿当前状态或您的岗位不允许这样做（起草人不能审批自己的草稿）',
    'Not in this state, or not by you: nobody approves a draft of their own',
    { field: 'verb', expected: state },
  )
}
