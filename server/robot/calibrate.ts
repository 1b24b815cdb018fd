/** A decision of the robot that has been answered: its score then, and whether it was right first time. */
export type Answered = { readonly score: number; readonly isRight: boolean }
/** From this score on, up to the next step's, such decisions are right so often. */
export type CalibrationStep = { readonly from: number; readonly share: number; readonly n: number }
export type ReliabilityBin = {
  /** What was said, on average, and what came true. */
  readonly said: number
  readonly right: number
  readonly n: number
}
export type Reliability = {
  /** Expected calibration error: the mean distance of said and true over the bins, weighted by their decisions. */
  readonly error: number
  readonly bins: readonly ReliabilityBin[]
}
export type Calibration = {
  readonly decided: number
  readonly steps: readonly CalibrationStep[]
  /** The score as it is, and calibrated by the other four fifths of the decisions. */
  readonly plain: Reliability
  readonly heldOut: Reliability
}

/** Fewer answered decisions calibrate nothing. */
export const MIN_ANSWERED = 100
/** A step of fewer says little: it joins the one below. */
const MIN_STEP = 25
const BINS = 10
const FOLDS = 5

/** Isotonic regression: the higher the score, the higher the share that came true, fitted by pooling neighbours. */
export function fitSteps(answered: readonly Answered[]): CalibrationStep[] {
  const steps: { from: number; right: number; n: number }[] = []
  const byScore = Map.groupBy(
    answered.toSorted((a, b) => a.score - b.score),
    ({ score }) => score,
  )
  for (const [from, same] of byScore) {
    steps.push({ from, right: same.filter(({ isRight }) => isRight).length, n: same.length })
    for (let last = steps.at(-1)!, below = steps.at(-2); below; last = below, below = steps.at(-2)) {
      const isInOrder = below.right * last.n < last.right * below.n
      if (isInOrder && below.n >= MIN_STEP) break
      below.right += last.right
      below.n += last.n
      steps.pop()
    }
  }
  const [last, below] = [steps.at(-1), steps.at(-2)]
  if (last && below && last.n < MIN_STEP) {
    below.right += last.right
    below.n += last.n
    steps.pop()
  }
  // One more right and one more wrong: nothing is ever certain.
  return steps.map(({ from, right, n }) => ({ from, share: (right + 1) / (n + 2), n }))
}

/** How often a decision of this score comes true; below the first step as in it. */
export function shareAt(steps: readonly CalibrationStep[], score: number): number {
  const step = steps.findLast(({ from }) => from <= score) ?? steps[0]
  return step?.share ?? score
}

/** How far what was said is from what came true, in ten equal parts of what was said. */
export function reliabilityOf(answered: readonly Answered[]): Reliability {
  const parts = Map.groupBy(answered, ({ score }) => Math.min(BINS - 1, Math.floor(score * BINS)))
  const bins = [...parts]
    .sort(([a], [b]) => a - b)
    .map(([, part]) => ({
      said: part.reduce((sum, { score }) => sum + score, 0) / part.length,
      right: part.filter(({ isRight }) => isRight).length / part.length,
      n: part.length,
    }))
  const error =
    bins.reduce((sum, { said, right, n }) => sum + Math.abs(said - right) * n, 0) /
    Math.max(1, answered.length)
  return { error, bins }
}

/** Steps from all, judged by what was held out of them; undefined where too few are answered. */
export function calibrate(answered: readonly Answered[]): Calibration | undefined {
  if (answered.length < MIN_ANSWERED) return undefined
  const heldOut = Array.from({ length: FOLDS }, (_, fold) => {
    const steps = fitSteps(answered.filter((_, i) => i % FOLDS !== fold))
    return answered
      .filter((_, i) => i % FOLDS === fold)
      .map(({ score, isRight }) => ({ score: shareAt(steps, score), isRight }))
  }).flat()
  return {
    decided: answered.length,
    steps: fitSteps(answered),
    plain: reliabilityOf(answered),
    heldOut: reliabilityOf(heldOut),
  }
}
