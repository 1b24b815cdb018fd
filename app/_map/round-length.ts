/**
 * The longest length of the form 1, 2 or 5 × 10ⁿ meters that is not longer than the given one.
 * @example roundLength(870) // 500
 */
export function roundLength(meters: number): number {
  const power = 10 ** Math.floor(Math.log10(meters))
  const lead = meters / power
  return (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power
}
