import type { Kysely } from 'kysely'
import { listCategories } from '../basis/list-categories.ts'
import { withSystem } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import { CodedError } from '../errors.ts'
import type { Clock } from '../services.ts'
import type { Classifier } from './classifier.ts'
import { listCityExamples } from './list-city-examples.ts'
import { type Measured, measure } from './measures.ts'
import { packModel } from './model-file.ts'
import { seededRandom } from './seeded.ts'
import { fitSharpness, type LabelledText, largestOf, trainClassifier } from './train-classifier.ts'

export type Learned = {
  readonly exampleCount: number
  readonly learned: Measured
  readonly shipped: Measured
  /** Better than the shipped one by more than chance of the last digit: it speaks from now on. */
  readonly isActive: boolean
}
const LEAST_EXAMPLES = 200
const HELD_OUT_SHARE = 0.2

/**
 * Learns the city's own categories from its closed cases, together with the texts that the shipped model was made of.
 * One in five cases is held out and judges both; only a better model is taken up, and every one is kept.
 *
 * @throws CodedError where there are too few cases to learn from
 */
export async function learnFromCases(
  { db, clock }: { readonly db: Kysely<Database>; readonly clock: Clock },
  base: readonly LabelledText[],
  shipped: Classifier,
): Promise<Learned> {
  const examples = await withSystem(db, 'text', (trx) => listCityExamples(trx))
  if (examples.length < LEAST_EXAMPLES)
    throw new CodedError(
      'bad_input',
      'TOO_FEW_CASES',
      `只有 ${examples.length} 件已结案件，至少需要 ${LEAST_EXAMPLES} 件才能学习`,
      `Only ${examples.length} closed cases; at least ${LEAST_EXAMPLES} are needed to learn from`,
    )
  const random = seededRandom(1)
  const isHeldOut = examples.map(() => random() < HELD_OUT_SHARE)
  const judges = examples.filter((_, i) => isHeldOut[i])
  const taught = [...base, ...examples.filter((_, i) => !isHeldOut[i])]
  const labels = [...new Set([...base, ...examples].map(({ label }) => label))].sort()
  const truths = judges.map(({ label }) => labels.indexOf(label))
  const dictionary = (await listCategories(db)).map(({ name }) => name)
  const blunt = trainClassifier(taught, 1, { dictionary })
  const sharpness = fitSharpness(
    judges.map(({ text }) => blunt.margins(text)),
    judges.map(({ label }) => blunt.labels.indexOf(label)),
  )
  const judge = (classifier: Classifier) =>
    measure(
      labels,
      truths,
      judges.map(({ text }) => labels.indexOf(classifier.labels[largestOf(classifier.margins(text))]!)),
    )
  const [learned, old] = [judge(blunt), judge(shipped)]
  const isActive = learned.macroF1 > old.macroF1 + 0.001
  const classifier = trainClassifier([...base, ...examples], sharpness, { dictionary })
  await db
    .insertInto('text_model')
    .values({
      kind: 'category',
      bytes: Buffer.from(packModel({ classifier, corpusSha256: '' })),
      trained_at: clock.now(),
      example_count: examples.length,
      held_out_count: judges.length,
      macro_f1: learned.macroF1,
      shipped_macro_f1: old.macroF1,
      is_active: isActive,
    })
    .execute()
  return { exampleCount: examples.length, learned, shipped: old, isActive }
}
