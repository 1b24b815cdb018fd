import { seededRandom } from './seeded.ts'

export type Interval = readonly [low: number, high: number]
export type LabelMeasure = {
  readonly label: string
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly texts: number
}
export type Measured = {
  readonly texts: number
  /** The mean of the labels' F1: a rare label counts as much as a frequent one. */
  readonly macroF1: number
  /** 95 %, by resampling the texts. */
  readonly macroF1Interval: Interval
  readonly accuracy: number
  readonly accuracyInterval: Interval
  readonly byLabel: readonly LabelMeasure[]
  /** `confusion[truth][said]` counts texts, in the order of `byLabel`. */
  readonly confusion: readonly (readonly number[])[]
}

const RESAMPLES = 1000

/** How well `predicted` fits `truths`, both numbers of labels. Labels that nothing has and nobody says are left out. */
export function measure(
  labels: readonly string[],
  truths: readonly number[],
  predicted: readonly number[],
): Measured {
  const confusion = confusionOf(labels.length, truths, predicted)
  const byLabel = labels.map((label, i): LabelMeasure => {
    const right = confusion[i]![i]!
    const texts = confusion[i]!.reduce((sum, count) => sum + count, 0)
    const said = confusion.reduce((sum, row) => sum + row[i]!, 0)
    return {
      label,
      precision: ratio(right, said),
      recall: ratio(right, texts),
      f1: ratio(2 * right, texts + said),
      texts,
    }
  })
  const { macro, accuracy } = resampled(labels.length, truths, predicted)
  return {
    texts: truths.length,
    macroF1: macroF1Of(confusion),
    macroF1Interval: macro,
    accuracy: accuracyOf(confusion),
    accuracyInterval: accuracy,
    byLabel,
    confusion,
  }
}

function confusionOf(labels: number, truths: ArrayLike<number>, predicted: ArrayLike<number>): number[][] {
  const confusion = Array.from({ length: labels }, () => new Array<number>(labels).fill(0))
  for (let i = 0; i < truths.length; i++) confusion[truths[i]!]![predicted[i]!]! += 1
  return confusion
}

function macroF1Of(confusion: readonly (readonly number[])[]): number {
  let sum = 0
  let present = 0
  for (const [i, row] of confusion.entries()) {
    const texts = row.reduce((total, count) => total + count, 0)
    if (texts === 0) continue
    const said = confusion.reduce((total, other) => total + other[i]!, 0)
    sum += ratio(2 * row[i]!, texts + said)
    present++
  }
  return ratio(sum, present)
}

function accuracyOf(confusion: readonly (readonly number[])[]): number {
  const right = confusion.reduce((sum, row, i) => sum + row[i]!, 0)
  return ratio(
    right,
    confusion.flat().reduce((sum, count) => sum + count, 0),
  )
}

function resampled(labels: number, truths: readonly number[], predicted: readonly number[]) {
  const random = seededRandom(1)
  const macros: number[] = []
  const accuracies: number[] = []
  const [drawnTruths, drawnPredicted] = [new Int32Array(truths.length), new Int32Array(truths.length)]
  for (let round = 0; round < (truths.length === 0 ? 0 : RESAMPLES); round++) {
    for (let i = 0; i < truths.length; i++) {
      const drawn = Math.floor(random() * truths.length)
      drawnTruths[i] = truths[drawn]!
      drawnPredicted[i] = predicted[drawn]!
    }
    const confusion = confusionOf(labels, drawnTruths, drawnPredicted)
    macros.push(macroF1Of(confusion))
    accuracies.push(accuracyOf(confusion))
  }
  return { macro: middle95(macros), accuracy: middle95(accuracies) }
}

function middle95(values: number[]): Interval {
  const sorted = values.sort((left, right) => left - right)
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0
  return [at(0.025), at(0.975)]
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
