import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { withScope } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { type DraftRow, lockDraft, readDraft } from './draft-row.ts'
import { mayDo } from './draft-verbs.ts'
import { type GridContent, gridContentSchema, mustFit } from './grid-content.ts'
import { numberGrids } from './number-grids.ts'
import { readGrids } from './read-grids.ts'

const DRAFTS_SHOWN = 100

export const startDraftSchema = z.object({
  areaId: z.number().int().positive(),
  title: z.string().trim().min(1).max(100),
})
export const saveDraftSchema = z.object({
  draftId: z.number().int().positive(),
  version: z.number().int(),
  title: z.string().trim().min(1).max(100).optional(),
  content: gridContentSchema,
})

/** Communities in reach with their grids, and the drafts of them, the latest first. */
export function listStudio(services: Services, actor: Actor) {
  return withScope(services.db, actor, async (trx) => {
    const { rows: areas } = await sql<{
      areaId: number
      code: string
      name: string
      nameEn: string
      parentName: string
      parentNameEn: string
      bbox: [number, number, number, number]
      unitGrids: number
      dutyGrids: number
    }>`
      select a.area_id as "areaId", a.code, a.name, a.name_en as "nameEn",
        coalesce(p.name, '') as "parentName", coalesce(p.name_en, '') as "parentNameEn",
        array[ST_XMin(a.geom), ST_YMin(a.geom), ST_XMax(a.geom), ST_YMax(a.geom)] as bbox,
        (select count(*) from unit_grid u where u.scope_area_id = a.area_id and upper_inf(u.valid))::int as "unitGrids",
        (select count(*) from duty_grid d where d.scope_area_id = a.area_id and upper_inf(d.valid))::int as "dutyGrids"
      from area a left join area p on p.area_id = a.parent_area_id and upper_inf(p.valid)
      where upper_inf(a.valid) and a.area_id = any(${[...actor.scopeAreaIds]}::int[])
      order by a.code collate "C"`.execute(trx)
    const drafts = await trx
      .selectFrom('grid_draft')
      .select(['draft_id', 'scope_area_id', 'title', 'state', 'author_name', 'effective_at', 'updated_at'])
      .where('state', '<>', 'discarded')
      .orderBy('updated_at', 'desc')
      .limit(DRAFTS_SHOWN)
      .execute()
    return {
      areas,
      drafts: drafts.map((row) => ({
        draftId: Number(row.draft_id),
        areaId: row.scope_area_id,
        title: row.title,
        state: row.state,
        authorName: row.author_name,
        effectiveAt: row.effective_at?.toISOString() ?? null,
        updatedAt: row.updated_at.toISOString(),
      })),
    }
  })
}

/** Begins a draft with the grids of today. */
export async function startDraft(
  services: Services,
  actor: Actor,
  { areaId, title }: z.output<typeof startDraftSchema>,
) {
  mustReach(actor, areaId)
  return withScope(services.db, actor, async (trx) => {
    const { content, versionIds } = await readGrids(trx, areaId)
    if (content.cells.length === 0)
      throw new CodedError('not_found', 'NO_GRIDS', '这里没有单元网格', 'There are no unit grids here', {
        field: 'areaId',
        expected: 'a community with unit grids',
      })
    const at = services.clock.now()
    const { draft_id } = await trx
      .insertInto('grid_draft')
      .values({
        scope_area_id: areaId,
        title,
        state: 'draft',
        content: JSON.stringify(content),
        base: JSON.stringify(content),
        base_version_ids: sql<string[]>`${versionIds}::uuid[]`,
        author_user_id: actor.userId,
        author_name: actor.name,
        created_at: at,
        updated_at: at,
      })
      .returning('draft_id')
      .executeTakeFirstOrThrow()
    return { draftId: Number(draft_id) }
  })
}

export function getDraft(services: Services, actor: Actor, draftId: number) {
  return withScope(services.db, actor, async (trx) => {
    const row = await readDraft(trx, draftId)
    const steps = await trx
      .selectFrom('grid_draft_step')
      .select(['version', 'verb', 'at', 'actor_name as actorName', 'note'])
      .where('draft_id', '=', draftId)
      .orderBy('version')
      .execute()
    return {
      draftId,
      areaId: row.scope_area_id,
      title: row.title,
      state: row.state,
      version: row.version,
      content: row.content,
      base: row.base,
      authorName: row.author_name,
      isOwn: row.author_user_id === actor.userId,
      effectiveAt: row.effective_at?.toISOString() ?? null,
      publishedAt: row.published_at?.toISOString() ?? null,
      note: row.note,
      steps: steps.map((step) => ({ ...step, at: step.at.toISOString() })),
      may: mayDo(row, actor),
    }
  })
}

/** Keeps what was drawn; new grids get their codes. @throws {CodedError} CONFLICT_VERSION, NOT_A_DRAFT, BAD_GRIDS */
export function saveDraft(
  services: Services,
  actor: Actor,
  { draftId, version, title, content }: z.output<typeof saveDraftSchema>,
) {
  return withScope(services.db, actor, async (trx) => {
    const row = await lockDraft(trx, draftId, version)
    mustBeDraft(row)
    const drawn = content as unknown as GridContent
    mustFit(drawn, row.base)
    const numbered = await withCodes(trx, row.scope_area_id, drawn)
    await trx
      .updateTable('grid_draft')
      .set({
        content: JSON.stringify(numbered),
        version: version + 1,
        updated_at: services.clock.now(),
        ...(title && { title }),
      })
      .where('draft_id', '=', draftId)
      .execute()
    return { version: version + 1, content: numbered }
  })
}

async function withCodes(db: Kysely<Database>, areaId: number, content: GridContent): Promise<GridContent> {
  const area = await db
    .selectFrom('area')
    .select('code')
    .where('area_id', '=', areaId)
    .where(sql<boolean>`upper_inf(valid)`)
    .executeTakeFirstOrThrow()
  const used = await db
    .selectFrom('unit_grid')
    .select('code')
    .where('scope_area_id', '=', areaId)
    .union(db.selectFrom('duty_grid').select('code').where('scope_area_id', '=', areaId))
    .execute()
  return numberGrids(
    content,
    area.code,
    used.map(({ code }) => code),
  )
}

export function mustBeDraft({ state }: DraftRow): void {
  if (state !== 'draft')
    throw new CodedError(
      'conflict',
      'NOT_A_DRAFT',
      '草稿已提交，不能再改',
      'It has been submitted: take it back first',
      {
        field: 'state',
        expected: 'draft',
      },
    )
}

function mustReach(actor: Actor, areaId: number): void {
  if (!actor.scopeAreaIds.includes(areaId))
    throw new CodedError(
      'forbidden',
      'OUT_OF_SCOPE',
      '该社区不在您的辖区内',
      'The community is not in your area',
      {
        field: 'areaId',
      },
    )
}
