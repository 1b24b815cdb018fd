import { sql } from 'kysely'
import { countOpen } from '../cases/count-open.ts'
import { type Trx, withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import { holds } from '../identity/permissions.ts'
import type { Services } from '../services.ts'
import { type ArticleChange, compareVersions } from './compare-versions.ts'
import { noSuchRegulation, readRegulation } from './get-regulation.ts'

export type CategoryEffect = {
  readonly categoryId: number
  readonly code: string
  readonly name: string
  readonly nameEn: string
  /** gains: a first or further basis · reworded: its article reads otherwise · loses: no article of this regulation any more */
  readonly effect: 'gains' | 'reworded' | 'loses'
  /** Nothing else in force speaks of it either. */
  readonly isBare: boolean
  readonly openCases: number
}

/** What a version changes against the one before it, and which open cases' categories that touches. */
export async function reviewVersion(services: Services, actor: Actor, regulationId: number) {
  return withScope(services.db, actor, async (trx) => {
    const row = await readRegulation(trx, regulationId)
    if (row.state === 'draft' && !holds(actor.roles, 'basis.edit')) throw noSuchRegulation()
    const former = await trx
      .selectFrom('regulation')
      .select(['regulation_id', 'version', 'effective_on'])
      .where('code', '=', row.code)
      .where('version', '<', row.version)
      .where('state', '=', 'published')
      .orderBy('version', 'desc')
      .executeTakeFirst()
    const next = await readArticles(trx, regulationId)
    const before = former ? await readArticles(trx, former.regulation_id) : []
    const changes = former ? compareVersions(before, next) : []
    return {
      former: former ? { regulationId: former.regulation_id, version: former.version } : null,
      changes,
      unchanged: former ? next.length - changes.filter(({ kind }) => kind !== 'removed').length : 0,
      effects: await effectsOf(trx, regulationId, former?.regulation_id ?? null, changes, row.effective_on),
    }
  })
}

function readArticles(trx: Trx, regulationId: number) {
  return trx
    .selectFrom('regulation_piece')
    .select(['key', 'label', 'text'])
    .where('regulation_id', '=', regulationId)
    .where('kind', '=', 'article')
    .orderBy('ordinal')
    .execute()
}

async function effectsOf(
  trx: Trx,
  regulationId: number,
  formerId: number | null,
  changes: readonly ArticleChange[],
  day: string,
): Promise<CategoryEffect[]> {
  const links = await trx
    .selectFrom('article_link')
    .innerJoin('regulation_piece', 'regulation_piece.piece_id', 'article_link.piece_id')
    .innerJoin('category', 'category.category_id', 'article_link.category_id')
    .select([
      'regulation_id',
      'regulation_piece.key',
      'category.category_id',
      'category.code',
      'name',
      'name_en',
    ])
    .where('regulation_id', 'in', [regulationId, formerId ?? regulationId])
    .where('article_link.state', '=', 'confirmed')
    .orderBy('category.code')
    .execute()
  const reworded = new Set(changes.filter(({ kind }) => kind === 'changed').map(({ key }) => key))
  const byCategory = Map.groupBy(links, ({ category_id }) => category_id)
  const touched = [...byCategory].flatMap(([categoryId, own]) => {
    const now = own.filter(({ regulation_id }) => regulation_id === regulationId)
    const before = own.filter(({ regulation_id }) => regulation_id === formerId)
    const effect =
      now.length === 0
        ? ('loses' as const)
        : before.length === 0
          ? ('gains' as const)
          : now.some(({ key }) => reworded.has(key))
            ? ('reworded' as const)
            : null
    return effect ? [{ categoryId, own: own[0]!, effect }] : []
  })
  const ids = touched.map(({ categoryId }) => categoryId)
  const open = await countOpen(trx, ids)
  const held = await heldElsewhere(trx, ids, [regulationId, formerId ?? regulationId], day)
  return touched.map(({ categoryId, own, effect }) => ({
    categoryId,
    code: own.code,
    name: own.name,
    nameEn: own.name_en,
    effect,
    isBare: effect === 'loses' && !held.has(categoryId),
    openCases: open.get(categoryId) ?? 0,
  }))
}

async function heldElsewhere(
  trx: Trx,
  categoryIds: readonly number[],
  besides: readonly number[],
  day: string,
) {
  const { rows } = await sql<{ categoryId: number }>`
    select distinct l.category_id as "categoryId"
    from article_link l join regulation_piece p using (piece_id) join regulation r using (regulation_id)
    where l.state = 'confirmed' and l.category_id = any(${[...categoryIds]}::int[]) and r.state = 'published'
      and r.regulation_id <> all(${[...besides]}::int[])
      and r.effective_on <= ${day}::date and (r.superseded_on is null or r.superseded_on > ${day}::date)`.execute(
    trx,
  )
  return new Set(rows.map(({ categoryId }) => categoryId))
}
