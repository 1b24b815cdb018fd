import { Classifier, softmax } from './classifier.ts'
import { trainLinearSvm } from './linear-svm.ts'
import { type Measured, measure } from './measures.ts'
import { seededRandom, shuffle } from './seeded.ts'
import { Vectorizer } from './vectorizer.ts'

export type LabelledText = { readonly text: string; readonly label: string }
export type GroupedText = LabelledText & { readonly group: string }

export type TrainOptions = {
  readonly maxGram?: number
  readonly maxWords?: number
  /** What is cut as one word besides jieba's own. */
  readonly dictionary?: readonly string[]
  /** A word's beside an n-gram's 1: of short reports words repeat what the n-grams say. */
  readonly wordWeight?: number
  /** A term that fewer texts hold is left out. */
  readonly minTexts?: number
  readonly cost?: number
}
const FOLDS = 5

/** Fits a classifier; the same texts in the same order give the same one. `sharpness` as measured before. */
export function trainClassifier(
  texts: readonly LabelledText[],
  sharpness: number,
  { maxGram = 3, maxWords = 1, wordWeight = 0.5, dictionary = [], minTexts = 2, cost = 1 }: TrainOptions = {},
): Classifier {
  const labels = [...new Set(texts.map(({ label }) => label))].sort()
  const numberOf = new Map(labels.map((label, i) => [label, i]))
  const raw = texts.map(({ text }) => text)
  const vectorizer = Vectorizer.fit(raw, { maxGram, maxWords, wordWeight, dictionary, minTexts })
  const model = trainLinearSvm(
    vectorizer.rows(raw),
    Int32Array.from(texts, ({ label }) => numberOf.get(label)!),
    labels.length,
    { cost },
  )
  return new Classifier({ labels, vectorizer, model, sharpness })
}

export type HeldOut = { readonly measured: Measured; readonly sharpness: number }

/**
 * What training on other groups says of each group: sentences that texts share never stand on both sides. Gives the
 * honest figures of a corpus and the sharpness that makes scores mean what they say.
 */
export function holdOutGroups(texts: readonly GroupedText[], options: TrainOptions = {}): HeldOut {
  const foldOf = foldGroups(texts)
  const labels = [...new Set(texts.map(({ label }) => label))].sort()
  const truths: number[] = []
  const margins: Float64Array[] = []
  for (let fold = 0; fold < FOLDS; fold++) {
    const others = texts.filter((_, i) => foldOf[i] !== fold)
    const classifier = trainClassifier(others, 1, options)
    for (const [i, { text, label }] of texts.entries()) {
      if (foldOf[i] !== fold) continue
      const truth = classifier.labels.indexOf(label)
      // A label whose every group is held out cannot be said: counted as a miss by its own number.
      truths.push(labels.indexOf(label))
      margins.push(
        truth < 0 || classifier.labels.length < labels.length
          ? spread(classifier, labels, text)
          : classifier.margins(text),
      )
    }
  }
  const predicted = margins.map(largestOf)
  return {
    measured: measure(labels, truths, predicted),
    sharpness: fitSharpness(margins, truths),
  }
}

function spread(classifier: Classifier, labels: readonly string[], text: string): Float64Array {
  const margins = classifier.margins(text)
  return Float64Array.from(labels, (label) => {
    const at = classifier.labels.indexOf(label)
    return at < 0 ? -2 : margins[at]!
  })
}

function foldGroups(texts: readonly GroupedText[]): Int32Array {
  const groups = [...new Set(texts.map(({ group }) => group))].sort()
  shuffle(groups, seededRandom(1))
  const foldOf = new Map(groups.map((group, i) => [group, i % FOLDS]))
  return Int32Array.from(texts, ({ group }) => foldOf.get(group)!)
}

export function largestOf(margins: Float64Array): number {
  let best = 0
  for (let i = 1; i < margins.length; i++) if (margins[i]! > margins[best]!) best = i
  return best
}

/** The factor under which the truth is least surprising (log loss), by golden section over 0.2 to 30. */
export function fitSharpness(margins: readonly Float64Array[], truths: readonly number[]): number {
  const lossAt = (sharpness: number) => {
    let loss = 0
    for (const [i, margin] of margins.entries())
      loss -= Math.log(Math.max(1e-12, softmax(margin, sharpness)[truths[i]!]!))
    return loss
  }
  const ratio = (Math.sqrt(5) - 1) / 2
  let [low, high] = [0.2, 30]
  for (let step = 0; step < 24; step++) {
    const left = high - ratio * (high - low)
    const right = low + ratio * (high - low)
    if (lossAt(left) < lossAt(right)) high = right
    else low = left
  }
  return Math.round(50 * (low + high)) / 100
}
