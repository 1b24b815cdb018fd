import type { Classifier } from './classifier.ts'
import { type LinearModel, type SparseRows, trainLinearSvm } from './linear-svm.ts'
import { type Measured, measure } from './measures.ts'
import { seededRandom, shuffle } from './seeded.ts'
import type { TermKinds } from './term-table.ts'
import { largestOf } from './train-classifier.ts'
import { Vectorizer } from './vectorizer.ts'

export type TitledText = { readonly title: string; readonly text: string; readonly label: string }

/** What a title says counts for itself, at this length beside the text's 1. */
const TITLE_LENGTH = 0.5
/** The shipped model's margins stand beside the words: what it knows of the world, where the file is small. */
const PRIOR_LENGTH = 0.15
const COST = 10
/** Letters are long: their words tell as much as their characters. */
const WORD_WEIGHT = 1

/** Each label's texts are dealt evenly into the folds; every text is judged by a model that never saw it. */
export function crossValidate(
  texts: readonly TitledText[],
  { folds, seed, prior }: { readonly folds: number; readonly seed: number; readonly prior: Classifier },
): Measured {
  const labels = [...new Set(texts.map(({ label }) => label))].sort()
  const truths = texts.map(({ label }) => labels.indexOf(label))
  const foldOf = dealFolds(truths, labels.length, folds, seed)
  const priors = texts.map((text) => prior.margins(wholeOf(text)))
  const predicted = new Array<number>(texts.length).fill(0)
  for (let fold = 0; fold < folds; fold++) {
    const seen = truths.flatMap((_, i) => (foldOf[i] === fold ? [] : [i]))
    const features = fitFeatures(
      seen.map((i) => texts[i]!),
      prior.vectorizer.table.kinds,
    )
    const rowOf = (i: number) => features.row(texts[i]!, priors[i]!)
    const model = trainLinearSvm(
      stacked(seen.map(rowOf), features.count + prior.labels.length),
      Int32Array.from(seen, (i) => truths[i]!),
      labels.length,
      { cost: COST },
    )
    for (const [i] of texts.entries())
      if (foldOf[i] === fold) predicted[i] = largestOf(marginsOf(model, rowOf(i)))
  }
  return measure(labels, truths, predicted)
}

export function wholeOf({ title, text }: { readonly title: string; readonly text: string }): string {
  return title === '' ? text : `${title}。${text}`
}

type Row = { readonly indices: readonly number[]; readonly values: readonly number[] }

function fitFeatures(texts: readonly TitledText[], kinds: TermKinds) {
  const options = { ...kinds, minTexts: 2, wordWeight: WORD_WEIGHT }
  const words = Vectorizer.fit(texts.map(wholeOf), options)
  const titles = Vectorizer.fit(
    texts.map(({ title }) => title),
    options,
  )
  const count = words.table.size + titles.table.size
  return {
    count,
    row(text: TitledText, prior: Float64Array): Row {
      const own = words.row(wholeOf(text))
      const title = titles.row(text.title)
      return {
        indices: [
          ...own.indices,
          ...Array.from(title.indices, (index) => index + words.table.size),
          ...Array.from(prior, (_, i) => count + i),
        ],
        values: [
          ...own.values,
          ...Array.from(title.values, (value) => value * TITLE_LENGTH),
          ...Array.from(prior, (margin) => margin * PRIOR_LENGTH),
        ],
      }
    },
  }
}

function dealFolds(truths: readonly number[], labels: number, folds: number, seed: number): Int32Array {
  const random = seededRandom(seed)
  const foldOf = new Int32Array(truths.length)
  for (let label = 0; label < labels; label++) {
    const some = truths.flatMap((truth, i) => (truth === label ? [i] : []))
    shuffle(some, random)
    for (const [k, i] of some.entries()) foldOf[i] = k % folds
  }
  return foldOf
}

function stacked(rows: readonly Row[], featureCount: number): SparseRows {
  const starts = new Int32Array(rows.length + 1)
  for (const [i, row] of rows.entries()) starts[i + 1] = starts[i]! + row.indices.length
  return {
    count: rows.length,
    featureCount,
    starts,
    indices: Int32Array.from(rows.flatMap(({ indices }) => indices)),
    values: Float64Array.from(rows.flatMap(({ values }) => values)),
  }
}

function marginsOf({ classCount, weights, bias }: LinearModel, { indices, values }: Row): Float64Array {
  const margins = Float64Array.from(bias)
  for (const [k, index] of indices.entries())
    for (let label = 0; label < classCount; label++)
      margins[label]! += values[k]! * weights[index * classCount + label]!
  return margins
}
