import { seededRandom, shuffle } from './seeded.ts'

/** Sparse rows: row i holds `indices` and `values` from `starts[i]` to `starts[i + 1]`. */
export type SparseRows = {
  readonly count: number
  readonly featureCount: number
  readonly starts: Int32Array
  readonly indices: Int32Array
  readonly values: Float64Array
}

/** `weights[feature × classes + class]`, one bias a class. */
export type LinearModel = {
  readonly classCount: number
  readonly featureCount: number
  readonly weights: Float32Array
  readonly bias: Float32Array
}

const EPOCHS = 200
const TOLERANCE = 0.05

/**
 * A linear support vector machine for each class against the rest, squared hinge loss, by dual coordinate descent
 * (Hsieh et al. 2008, "A dual coordinate descent method for large-scale linear SVM", algorithm 1, L2-loss).
 * Deterministic for a seed. An epoch costs the number of values; the bias is a feature of value 1 that is regularised.
 *
 * @param cost one number a row and class, C of the paper.
 */
export function trainLinearSvm(
  rows: SparseRows,
  labels: Int32Array,
  classCount: number,
  { cost, seed = 1 }: { readonly cost: number; readonly seed?: number },
): LinearModel {
  const { count, featureCount } = rows
  const weights = new Float32Array(featureCount * classCount)
  const bias = new Float32Array(classCount)
  const diagonal = diagonalOf(rows, cost)
  for (let label = 0; label < classCount; label++) {
    const w = new Float64Array(featureCount + 1)
    const alpha = new Float64Array(count)
    const order = Int32Array.from({ length: count }, (_, i) => i)
    const random = seededRandom(seed + label)
    for (let epoch = 0; epoch < EPOCHS; epoch++) {
      shuffle(order, random)
      let largest = 0
      for (const row of order) {
        const sign = labels[row] === label ? 1 : -1
        const gradient = sign * dot(rows, row, w) - 1 + alpha[row]! / (2 * cost)
        const projected = alpha[row] === 0 ? Math.min(gradient, 0) : gradient
        if (Math.abs(projected) > largest) largest = Math.abs(projected)
        if (Math.abs(projected) < 1e-12) continue
        const before = alpha[row]!
        const after = Math.max(0, before - gradient / diagonal[row]!)
        alpha[row] = after
        addScaled(rows, row, w, (after - before) * sign)
      }
      if (largest < TOLERANCE) break
    }
    for (let feature = 0; feature < featureCount; feature++)
      weights[feature * classCount + label] = w[feature]!
    bias[label] = w[featureCount]!
  }
  return { classCount, featureCount, weights, bias }
}

function diagonalOf({ count, starts, values }: SparseRows, cost: number): Float64Array {
  const diagonal = new Float64Array(count)
  for (let row = 0; row < count; row++) {
    let sum = 1 + 1 / (2 * cost)
    for (let k = starts[row]!; k < starts[row + 1]!; k++) sum += values[k]! ** 2
    diagonal[row] = sum
  }
  return diagonal
}

function dot({ starts, indices, values, featureCount }: SparseRows, row: number, w: Float64Array): number {
  let sum = w[featureCount]!
  for (let k = starts[row]!, end = starts[row + 1]!; k < end; k++) sum += w[indices[k]!]! * values[k]!
  return sum
}

function addScaled(
  { starts, indices, values, featureCount }: SparseRows,
  row: number,
  w: Float64Array,
  factor: number,
): void {
  for (let k = starts[row]!, end = starts[row + 1]!; k < end; k++) w[indices[k]!]! += factor * values[k]!
  w[featureCount]! += factor
}
