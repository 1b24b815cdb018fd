import { z } from 'zod'
import { listCategories } from '../basis/list-categories.ts'
import { findDepartment } from '../dispatch/find-department.ts'
import type { Actor } from '../identity/actor.ts'
import { holds } from '../identity/permissions.ts'
import { namesOf } from '../search/search.ts'
import type { Services } from '../services.ts'
import { categoryModel } from './city-model.ts'
import { findPlaces, type PlaceMention } from './find-places.ts'
import { maskPeople } from './mask-people.ts'
import { type Mood, moodOf, type Urgency, urgencyOf } from './mood-of.ts'
import { shippedModel } from './shipped-models.ts'
import { TOPIC_NAMES_EN } from './topic-names.ts'

export const understandSchema = z.object({
  text: z.string().trim().min(1).max(4000),
  lng: z.number().min(-180).max(180).optional(),
  lat: z.number().min(-90).max(90).optional(),
})

export type CategoryCandidate = {
  readonly categoryId: number
  readonly code: string
  readonly name: string
  readonly nameEn: string
  /** 0 to 1: of texts scored so, that share was of this category when the model was measured. */
  readonly score: number
  /** The words of the text that spoke for it. */
  readonly because: readonly string[]
}
export type Understood = {
  readonly categories: readonly CategoryCandidate[]
  readonly topics: readonly { readonly name: string; readonly nameEn: string; readonly score: number }[]
  /** Who would be in charge of the first candidate; null without a place, a right to know, or anybody. */
  readonly department: {
    readonly departmentId: number
    readonly name: string
    readonly nameEn: string
    readonly reason: { readonly zh: string; readonly en: string }
  } | null
  readonly places: readonly PlaceMention[]
  readonly urgency: { readonly level: Urgency; readonly because: readonly string[] }
  readonly mood: { readonly mood: Mood; readonly because: readonly string[] }
  /** The text without what names a person. */
  readonly masked: string
  /** Who named the first candidate. `language_model_away`: it was asked, did not answer, and ours stands alone. */
  readonly by: 'shipped_model' | 'city_model' | 'language_model' | 'language_model_away'
}

const CANDIDATES = 5
/** Below this a candidate is noise. */
const LEAST_SCORE = 0.02
const ASKED_CANDIDATES = 12

/** What a report says: candidates for people to confirm, never a decision. */
export async function understand(
  services: Services,
  actor: Actor | null,
  { text, lng, lat }: z.output<typeof understandSchema>,
): Promise<Understood> {
  const [{ classifier, textModelId }, categories, names] = await Promise.all([
    categoryModel(services),
    listCategories(services.db),
    namesOf(services),
  ])
  const byCode = new Map(categories.map((category) => [category.code, category]))
  const masked = maskPeople(text)
  const ranked = classifier
    .rank(text)
    .flatMap(({ label, score }) => {
      const category = byCode.get(label)
      return category && !category.isRetired ? [{ category, score }] : []
    })
    .slice(0, ASKED_CANDIDATES)
  const second = actor
    ? await secondOpinion(
        services,
        masked,
        ranked.map(({ category }) => category),
      )
    : null
  const first = ranked.find(({ category }) => category.code === second?.code)
  const likely = ranked.filter((one) => one !== first && one.score >= LEAST_SCORE)
  const ordered = first ? [first, ...likely] : likely
  const places = await findPlaces(services, names, text)
  const candidates = ordered.slice(0, CANDIDATES).map(
    ({ category: { categoryId, code, name, nameEn }, score }): CategoryCandidate => ({
      categoryId,
      code,
      name,
      nameEn,
      score,
      because: classifier.because(text, code),
    }),
  )
  const lngLat = lng !== undefined && lat !== undefined ? ([lng, lat] as const) : places[0]?.lngLat
  const canKnow = actor !== null && holds(actor.roles, 'departments.read')
  return {
    categories: candidates,
    topics: shippedModel('topic')
      .classifier.rank(text)
      .slice(0, 3)
      .map(({ label, score }) => ({ name: label, nameEn: TOPIC_NAMES_EN[label] ?? label, score })),
    department:
      canKnow && lngLat && candidates[0] ? await inCharge(services, candidates[0].categoryId, lngLat) : null,
    places,
    urgency: urgencyOf(text),
    mood: moodOf(text),
    masked,
    by: second?.by ?? (textModelId === null ? 'shipped_model' : 'city_model'),
  }
}

async function secondOpinion(
  { languageModel, log }: Services,
  masked: string,
  candidates: readonly { readonly code: string; readonly name: string }[],
): Promise<{ readonly code: string | null; readonly by: 'language_model' | 'language_model_away' } | null> {
  if (!languageModel || candidates.length < 2) return null
  try {
    const code = await languageModel.choose(masked, candidates)
    return code === null ? null : { code, by: 'language_model' }
  } catch (error) {
    log.warn({ err: error }, 'the language model is away; our own stands alone')
    return { code: null, by: 'language_model_away' }
  }
}

async function inCharge(
  { db, locator }: Services,
  categoryId: number,
  [lng, lat]: readonly [number, number],
): Promise<Understood['department']> {
  const { departmentId, reason } = await findDepartment(db, categoryId, locator.locate(lng, lat).areas)
  if (departmentId === null) return null
  const department = await db
    .selectFrom('department')
    .select(['name', 'name_en as nameEn'])
    .where('department_id', '=', departmentId)
    .executeTakeFirst()
  return department ? { departmentId, ...department, reason: { zh: reason.zh, en: reason.en } } : null
}
