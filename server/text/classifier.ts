import type { LinearModel } from './linear-svm.ts'
import type { Vectorizer } from './vectorizer.ts'

export type Ranked = { readonly label: string; readonly score: number }

/** Names the likeliest labels of a text. A text of n characters and C labels costs about n · C additions. */
export class Classifier {
  readonly labels: readonly string[]
  readonly vectorizer: Vectorizer
  readonly model: LinearModel
  /** Margins times this are log-odds: fitted on held-out texts (`fitSharpness`). */
  readonly sharpness: number

  constructor(parts: {
    readonly labels: readonly string[]
    readonly vectorizer: Vectorizer
    readonly model: LinearModel
    readonly sharpness: number
  }) {
    this.labels = parts.labels
    this.vectorizer = parts.vectorizer
    this.model = parts.model
    this.sharpness = parts.sharpness
  }

  /** One margin a label; above 0 means yes. */
  margins(text: string): Float64Array {
    const { table, idf } = this.vectorizer
    const { classCount, weights, bias } = this.model
    const { length, indices, counts } = table.termsOf(text)
    const sums = new Float64Array(classCount)
    let squares = 0
    for (let k = 0; k < length; k++) {
      const index = indices[k]!
      const count = counts[k]!
      const value = (count === 1 ? 1 : 1 + Math.log(count)) * idf[index]!
      squares += value * value
      const at = index * classCount
      for (let label = 0; label < classCount; label++) sums[label]! += value * weights[at + label]!
    }
    const norm = squares > 0 ? 1 / Math.sqrt(squares) : 0
    for (let label = 0; label < classCount; label++) sums[label] = sums[label]! * norm + bias[label]!
    return sums
  }

  /** Every label with its calibrated score, best first; the scores add up to 1. Empty where nothing of the text is known. */
  rank(text: string): Ranked[] {
    if (this.vectorizer.table.termsOf(text).length === 0) return []
    const scores = softmax(this.margins(text), this.sharpness)
    return this.labels
      .map((label, i) => ({ label, score: scores[i]! }))
      .sort((left, right) => right.score - left.score || (left.label < right.label ? -1 : 1))
  }

  /** The parts of a text that spoke most for a label, strongest first: what a person is shown as the reason. */
  because(text: string, label: string, limit = 3): string[] {
    const column = this.labels.indexOf(label)
    if (column < 0) return []
    const weightOf = (part: string) => {
      const row = this.vectorizer.row(part)
      let sum = 0
      for (const [k, index] of row.indices.entries())
        sum += row.values[k]! * this.model.weights[index * this.model.classCount + column]!
      return sum
    }
    const found = new Map<string, number>()
    for (const phrase of text.split(/[^\p{L}\p{N}]+/u))
      for (const part of partsOf(this.vectorizer.table.wordsOf(phrase))) {
        const weight = weightOf(part)
        if (weight > LEAST_WEIGHT) found.set(part, weight)
      }
    const chosen: string[] = []
    for (const [part] of [...found].sort((left, right) => right[1] - left[1])) {
      if (chosen.some((other) => overlaps(other, part))) continue
      chosen.push(part)
      if (chosen.length === limit) break
    }
    return chosen
  }
}

const LEAST_WEIGHT = 0.05

/** Words, and two neighbours together: 路灯 · 不亮 · 路灯不亮. */
function partsOf(words: readonly string[]): string[] {
  const pairs = words.slice(1).map((word, i) => `${words[i]}${word}`)
  return [...words, ...pairs].filter((part) => part.length >= 2 && part.length <= 12)
}

/** Whether two words share a pair of characters, or one holds the other. */
function overlaps(one: string, other: string): boolean {
  if (one.includes(other) || other.includes(one)) return true
  for (let at = 0; at + 2 <= one.length; at++) if (other.includes(one.slice(at, at + 2))) return true
  return false
}

export function softmax(margins: Float64Array, sharpness: number): Float64Array {
  let largest = -Infinity
  for (const margin of margins) largest = Math.max(largest, margin)
  const scores = margins.map((margin) => Math.exp(sharpness * (margin - largest)))
  const sum = scores.reduce((total, score) => total + score, 0)
  return scores.map((score) => score / sum)
}
