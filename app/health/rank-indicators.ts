type Ranked = {
  readonly value: number | null
  readonly target: number
  readonly direction: 'higher_is_better' | 'lower_is_better'
}

/**
 * How far a value misses its target, as a share of the target: 0 where it is reached, null where there is no value.
 * @example gapOf({ value: 76, target: 95, direction: 'higher_is_better' }) // 0.2
 */
export function gapOf({ value, target, direction }: Ranked): number | null {
  if (value === null) return null
  const missing = direction === 'higher_is_better' ? target - value : value - target
  return Math.max(0, missing / Math.max(Math.abs(target), 1e-9))
}

/** The worst first; those without a value last; the order given among equals. */
export function rankIndicators<T extends Ranked>(indicators: readonly T[]): T[] {
  return [...indicators].sort((one, other) => (gapOf(other) ?? -1) - (gapOf(one) ?? -1))
}
