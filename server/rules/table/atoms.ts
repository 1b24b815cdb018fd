import type { FactValue } from '../facts/fact.ts'
import { findFact } from '../facts/fact-catalog.ts'
import type { Condition } from './condition.ts'
import { lies } from './quick-table.ts'

/** A set of atoms of one fact: bit n stands for atom n. */
export type AtomSet = bigint
/**
 * All values of one fact, cut into pieces that no condition of a table can tell apart. A row is then one set of pieces a
 * fact, and which rows cover which others is exact, not sampled.
 */
export type Axis = {
  readonly fact: string
  /** A value in each piece; null stands for "any other text". */
  readonly samples: readonly (FactValue | null)[]
  readonly all: AtomSet
  readonly setOf: (condition: Condition) => AtomSet
}

/** Cuts a fact's values where the conditions of its column do. */
export function axisOf(name: string, conditions: readonly Condition[]): Axis {
  const fact = findFact(name)
  if (fact?.type === 'number') return numberAxis(name, conditions)
  if (fact?.type === 'boolean') return valueAxis(name, [true, false])
  if (fact?.values)
    return valueAxis(
      name,
      fact.values.map(({ value }) => value),
    )
  const mentioned = conditions.flatMap((one) => (one.kind === 'values' ? one.values : []))
  return valueAxis(name, [...new Set(mentioned), null])
}

function valueAxis(fact: string, samples: readonly (FactValue | null)[]): Axis {
  const all = bits(samples.length)
  return {
    fact,
    samples,
    all,
    setOf(condition) {
      if (condition.kind === 'any' || condition.kind === 'opaque') return all
      if (condition.kind === 'spans') return 0n
      const named = setWhere(samples, (sample) => sample !== null && condition.values.includes(sample))
      return condition.isNot ? all & ~named : named
    },
  }
}

/** Pieces: below the first bound, each bound, between two, above the last; without those where the fact has no value. */
function numberAxis(name: string, conditions: readonly Condition[]): Axis {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, isWhole } = findFact(name) ?? {}
  const bounds = [
    ...new Set(
      conditions.flatMap((one) =>
        one.kind === 'spans' ? one.spans.flatMap(({ from, to }) => [from, to]) : [],
      ),
    ),
  ]
    .filter((bound) => bound !== null)
    .sort((a, b) => a - b)
  const samples: number[] = []
  const between = (low: number, high: number) => {
    const sample = isWhole ? wholeBetween(low, high) : middle(low, high)
    if (sample !== undefined && sample >= min && sample <= max) samples.push(sample)
  }
  let below = min
  // The lowest value itself is a piece of its own: what lies between begins above it.
  if (Number.isFinite(min) && !bounds.includes(min)) samples.push(min)
  for (const bound of bounds.filter((one) => one >= min && one <= max)) {
    between(below, bound)
    samples.push(bound)
    below = bound
  }
  between(below, max)
  if (Number.isFinite(max) && !bounds.includes(max)) samples.push(max)
  const all = bits(samples.length)
  return {
    fact: name,
    samples,
    all,
    setOf(condition) {
      if (condition.kind === 'any' || condition.kind === 'opaque') return all
      if (condition.kind === 'values') return 0n
      return setWhere(samples, (sample) => condition.spans.some((span) => lies(span, Number(sample))))
    },
  }
}

function middle(low: number, high: number): number | undefined {
  if (low >= high) return undefined
  if (low === Number.NEGATIVE_INFINITY) return high === Number.POSITIVE_INFINITY ? 0 : high - 1
  return high === Number.POSITIVE_INFINITY ? low + 1 : (low + high) / 2
}

function wholeBetween(low: number, high: number): number | undefined {
  const sample = low === Number.NEGATIVE_INFINITY ? Math.ceil(high) - 1 : Math.floor(low) + 1
  return Number.isFinite(sample) ? (sample > low && sample < high ? sample : undefined) : 0
}

const bits = (count: number): AtomSet => (1n << BigInt(count)) - 1n

function setWhere<T>(samples: readonly T[], holds: (sample: T) => boolean): AtomSet {
  return samples.reduce<AtomSet>((set, sample, i) => (holds(sample) ? set | (1n << BigInt(i)) : set), 0n)
}

/** A value of a set, the first. */
export function sampleOf({ samples }: Axis, set: AtomSet): FactValue | null {
  return samples.find((_, i) => (set >> BigInt(i)) & 1n) ?? null
}
