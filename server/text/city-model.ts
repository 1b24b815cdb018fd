import type { Services } from '../services.ts'
import type { Classifier } from './classifier.ts'
import { unpackModel } from './model-file.ts'
import { shippedModel } from './shipped-models.ts'

export type CityModel = {
  readonly classifier: Classifier
  /** Null: the model that comes with the program. */
  readonly textModelId: number | null
}
/** A newly learned model is taken up within this time. */
const KEPT_MILLISECONDS = 5 * 60_000
const kept = new WeakMap<object, { model: CityModel; untilMs: number }>()

/** What names categories here: the newest model learned from the city's own cases, or the shipped one. */
export async function categoryModel({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<CityModel> {
  const nowMs = clock.now().getTime()
  const known = kept.get(db)
  if (known && known.untilMs > nowMs) return known.model
  const newest = await db
    .selectFrom('text_model')
    .select('text_model_id')
    .where('kind', '=', 'category')
    .where('is_active', '=', true)
    .orderBy('text_model_id', 'desc')
    .executeTakeFirst()
  const id = newest?.text_model_id ?? null
  const model = known?.model.textModelId === id ? known.model : await readModel(db, id)
  kept.set(db, { model, untilMs: nowMs + KEPT_MILLISECONDS })
  return model
}

async function readModel(db: Services['db'], id: number | null): Promise<CityModel> {
  if (id === null) return { classifier: shippedModel('category').classifier, textModelId: null }
  const { bytes } = await db
    .selectFrom('text_model')
    .select('bytes')
    .where('text_model_id', '=', id)
    .executeTakeFirstOrThrow()
  return { classifier: unpackModel(bytes).classifier, textModelId: id }
}
