import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { withScope } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { cityDay } from './city-day.ts'
import { listLimits } from './find-category.ts'
import type { RegulationLevel } from './tables.ts'

export type BasisArticle = {
  readonly regulationId: number
  readonly regulationCode: string
  readonly level: RegulationLevel
  readonly title: string
  readonly titleEn: string
  readonly pieceId: number
  readonly key: string
  readonly label: string
  readonly text: string
  readonly isSummary: boolean
}

export const categoryBasisSchema = z.object({
  categoryId: z.number().int().positive(),
  /** The instant at which it is asked: a case keeps the basis of its time. Now where absent. */
  at: z.iso.datetime({ offset: true }).optional(),
})

/** Why we may act, who must, by when, and when it may be closed: for one category. */
export async function categoryBasis(
  services: Services,
  actor: Actor,
  { categoryId, at }: z.output<typeof categoryBasisSchema>,
) {
  return withScope(services.db, actor, async (trx) => {
    const day = await cityDay(trx, at ? new Date(at) : services.clock.now())
    const category = await trx
      .selectFrom('category')
      .select(['code', 'closing', 'closing_en as closingEn'])
      .where('category_id', '=', categoryId)
      .executeTakeFirst()
    return {
      day,
      code: category?.code ?? '',
      articles: (await articlesOf(trx, day, [categoryId])).get(categoryId) ?? [],
      closing: category?.closing ?? '',
      closingEn: category?.closingEn ?? '',
    }
  })
}

/** The same for the whole dictionary. */
export async function listCategoryBasis(services: Services, actor: Actor) {
  return withScope(services.db, actor, async (trx) => {
    const day = await cityDay(trx, services.clock.now())
    const categories = await trx
      .selectFrom('category')
      .select([
        'category_id as categoryId',
        'code',
        'kind',
        'class_code as classCode',
        'class_name as className',
        'class_name_en as classNameEn',
        'name',
        'name_en as nameEn',
        'severity',
        'equipment',
        'closing',
        'closing_en as closingEn',
        sql<boolean>`retired_at is not null`.as('isRetired'),
      ])
      .orderBy('code')
      .execute()
    const ids = categories.map(({ categoryId }) => categoryId)
    const articles = await articlesOf(trx, day, ids)
    const limits = await listLimits(trx, ids)
    const duties = await trx
      .selectFrom('duty')
      .innerJoin('department', 'department.department_id', 'duty.department_id')
      .select(['category_id', 'duty.area_id', 'name', 'name_en'])
      .orderBy('duty_id')
      .execute()
    const kinds = await trx.selectFrom('equipment_kind').select(['code', 'name', 'name_en']).execute()
    const kindOf = new Map(kinds.map(({ code, name, name_en }) => [code, { name, nameEn: name_en }]))
    const dutiesOf = Map.groupBy(duties, ({ category_id }) => category_id)
    return categories.map((category) => {
      const own = dutiesOf.get(category.categoryId) ?? []
      const citywide = own.find(({ area_id }) => area_id === null)
      return {
        ...category,
        /** What a crew must carry or drive for it. */
        equipment: category.equipment.map((code) => kindOf.get(code) ?? { name: code, nameEn: code }),
        articles: articles.get(category.categoryId) ?? [],
        limits: limits.get(category.categoryId) ?? [],
        /** Null: ownerless, it falls to the subdistrict. */
        department: citywide ? { name: citywide.name, nameEn: citywide.name_en } : null,
        areaDuties: own.length - (citywide ? 1 : 0),
      }
    })
  })
}

/** Confirmed articles by category, of what is in force on a day; the highest level first. */
async function articlesOf(
  db: Kysely<Database>,
  day: string,
  categoryIds: readonly number[],
): Promise<Map<number, BasisArticle[]>> {
  const { rows } = await sql<BasisArticle & { categoryId: number }>`
    select l.category_id as "categoryId", r.regulation_id as "regulationId", r.code as "regulationCode", r.level,
      r.title, r.title_en as "titleEn", p.piece_id as "pieceId", p.key, p.label, p.text, r.is_summary as "isSummary"
    from article_link l join regulation_piece p using (piece_id) join regulation r using (regulation_id)
    where l.state = 'confirmed' and l.category_id = any(${[...categoryIds]}::int[]) and r.state = 'published'
      and r.effective_on <= ${day}::date and (r.superseded_on is null or r.superseded_on > ${day}::date)
    order by array_position(array['law','administrative','local','rule','national_standard','industry_standard',
      'local_standard','policy'], r.level), r.code collate "C", p.ordinal`.execute(db)
  const byCategory = new Map<number, BasisArticle[]>()
  for (const { categoryId, ...article } of rows)
    byCategory.set(categoryId, [...(byCategory.get(categoryId) ?? []), article])
  return byCategory
}
