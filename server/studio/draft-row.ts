import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/schema.ts'
import { CodedError } from '../errors.ts'
import type { DraftState } from './tables.ts'

const COLUMNS = [
  'draft_id',
  'scope_area_id',
  'title',
  'state',
  'version',
  'content',
  'base',
  'base_version_ids',
  'published_version_ids',
  'effective_at',
  'author_user_id',
  'author_name',
  'note',
  'created_at',
  'updated_at',
  'published_at',
] as const

/** A draft as it stands. @throws {CodedError} NO_SUCH_DRAFT where there is none in the reader's areas */
export async function readDraft(db: Kysely<Database>, draftId: number, isLocked = false) {
  let query = db.selectFrom('grid_draft').select(COLUMNS).where('draft_id', '=', draftId)
  if (isLocked) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  if (!row) throw new CodedError('not_found', 'NO_SUCH_DRAFT', '没有这份网格草稿', 'There is no such draft')
  return row
}
export type DraftRow = Awaited<ReturnType<typeof readDraft>>

/** Locks a draft that is still as its reader saw it. @throws {CodedError} CONFLICT_VERSION */
export async function lockDraft(db: Kysely<Database>, draftId: number, version: number): Promise<DraftRow> {
  const row = await readDraft(db, draftId, true)
  if (row.version === version) return row
  throw new CodedError(
    'conflict',
    'CONFLICT_VERSION',
    '草稿已被他人更新，请刷新后再改',
    'Somebody else changed the draft; load it again',
    { field: 'version', expected: String(row.version) },
  )
}

/** Writes a draft's next version, and what was done to it. */
export async function stepDraft(
  db: Kysely<Database>,
  row: DraftRow,
  step: {
    readonly verb: string
    readonly state: DraftState
    readonly at: Date
    readonly userId: string
    readonly name: string
    readonly note: string
    readonly effectiveAt?: Date | null
    readonly publishedVersionIds?: readonly string[]
  },
): Promise<number> {
  const version = row.version + 1
  await db
    .updateTable('grid_draft')
    .set({
      state: step.state,
      version,
      note: step.note,
      updated_at: step.at,
      ...(step.effectiveAt !== undefined && { effective_at: step.effectiveAt }),
      ...(step.publishedVersionIds && {
        published_version_ids: sql<string[]>`${[...step.publishedVersionIds]}::uuid[]`,
        published_at: step.at,
      }),
    })
    .where('draft_id', '=', row.draft_id)
    .execute()
  await db
    .insertInto('grid_draft_step')
    .values({
      draft_id: row.draft_id,
      version,
      verb: step.verb,
      at: step.at,
      actor_user_id: step.userId,
      actor_name: step.name,
      note: step.note,
      scope_area_id: row.scope_area_id,
    })
    .execute()
  return version
}
