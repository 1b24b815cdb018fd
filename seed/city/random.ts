/** Seeded numbers: integer arithmetic only, so that every machine draws the same. */
export type Random = {
  /** In [0, 1). */
  next(): number
  /** In [min, max). */
  between(min: number, max: number): number
  /** Integer in [min, max]. */
  integer(min: number, max: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** An index, drawn with these weights. */
  weighted(weights: readonly number[]): number
  /** About normal with mean 0 and deviation 1 (sum of twelve draws; no logarithm, which may differ between machines). */
  normal(): number
  /** A stream of its own: drawing more here does not shift what is drawn there. */
  fork(label: string): Random
}

function hashOf(text: string): number {
  let hash = 2166136261
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619)
  hash = Math.imul(hash ^ (hash >>> 16), 2246822507)
  hash = Math.imul(hash ^ (hash >>> 13), 3266489909)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** sfc32, seeded from text. */
export function createRandom(seed: string): Random {
  let a = hashOf(`${seed}/a`)
  let b = hashOf(`${seed}/b`)
  let c = hashOf(`${seed}/c`)
  let counter = 1
  function next(): number {
    const sum = (a + b + counter++) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 4294967296
  }
  for (let i = 0; i < 12; i++) next()
  const random: Random = {
    next,
    between: (min, max) => min + (max - min) * next(),
    integer: (min, max) => min + Math.floor(next() * (max - min + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)]
      if (item === undefined) throw new RangeError('Cannot pick from an empty list')
      return item
    },
    weighted: (weights) => {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0)
      for (let i = 0; i < weights.length; i++) {
        left -= weights[i]!
        if (left < 0) return i
      }
      return weights.length - 1
    },
    normal: () => {
      let sum = -6
      for (let i = 0; i < 12; i++) sum += next()
      return sum
    },
    fork: (label) => createRandom(`${seed}/${label}`),
  }
  return random
}
