export type Target = {
  readonly id: number
  /** Short words that name it; they weigh more than what describes it. */
  readonly name: string
  readonly words: string
}
export type Match = { readonly id: number; readonly score: number }

const NAME_WEIGHT = 3

/**
 * Likeness of texts to targets by the cosine of their character pairs, each weighed by how few targets have it
 * (TF-IDF): 0 nothing in common, 1 the same. Chinese needs no words for it.
 */
export class TextMatcher {
  /** Pair → the targets that have it, with its weight in each, of unit length. */
  readonly #postings = new Map<string, { readonly at: number; weight: number }[]>()
  readonly #idf = new Map<string, number>()
  readonly #ids: readonly number[]

  constructor(targets: readonly Target[]) {
    this.#ids = targets.map(({ id }) => id)
    const counts = targets.map(({ name, words }) => {
      const pairs = pairCounts(words)
      for (const [pair, n] of pairCounts(name)) pairs.set(pair, (pairs.get(pair) ?? 0) + NAME_WEIGHT * n)
      return pairs
    })
    const spread = new Map<string, number>()
    for (const pairs of counts) for (const pair of pairs.keys()) spread.set(pair, (spread.get(pair) ?? 0) + 1)
    for (const [pair, n] of spread) this.#idf.set(pair, Math.log((1 + targets.length) / n))
    for (const [at, pairs] of counts.entries()) {
      for (const [pair, weight] of this.#unit(pairs)) {
        const postings = this.#postings.get(pair)
        if (postings) postings.push({ at, weight })
        else this.#postings.set(pair, [{ at, weight }])
      }
    }
  }

  /** The likest targets of a text, at most `most`, none under `least`; ties by the targets' order. */
  match(text: string, { most, least }: { readonly most: number; readonly least: number }): Match[] {
    const scores = new Map<number, number>()
    for (const [pair, weight] of this.#unit(pairCounts(text))) {
      for (const posting of this.#postings.get(pair) ?? [])
        scores.set(posting.at, (scores.get(posting.at) ?? 0) + weight * posting.weight)
    }
    return [...scores]
      .filter(([, score]) => score >= least)
      .sort(([a, x], [b, y]) => y - x || a - b)
      .slice(0, most)
      .map(([at, score]) => ({ id: this.#ids[at]!, score: Math.min(1, score) }))
  }

  /** Term weights brought to length 1; pairs that no target has say nothing of likeness and are left out. */
  #unit(pairs: ReadonlyMap<string, number>): Map<string, number> {
    const weights = new Map<string, number>()
    let sum = 0
    for (const [pair, n] of pairs) {
      const weight = (1 + Math.log(n)) * (this.#idf.get(pair) ?? 0)
      if (weight === 0) continue
      weights.set(pair, weight)
      sum += weight * weight
    }
    const length = Math.sqrt(sum) || 1
    for (const [pair, weight] of weights) weights.set(pair, weight / length)
    return weights
  }
}

/** Pairs of neighbouring letters or digits; what stands between them parts them. */
function pairCounts(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const run of text.toLowerCase().split(/[^\p{L}\p{N}]+/u)) {
    const characters = [...run]
    for (let i = 0; i + 1 < characters.length; i++) {
      const pair = characters[i]! + characters[i + 1]!
      counts.set(pair, (counts.get(pair) ?? 0) + 1)
    }
  }
  return counts
}
