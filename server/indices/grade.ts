/** 1 the best quarter … 4 the worst quarter, and 5 the worst tenth, which is warned of. */
export type Grade = 1 | 2 | 3 | 4 | 5

/**
 * Grades values among each other: cut at the quartiles, the worst tenth apart. Equal values get an equal grade.
 * Cost: one sort, O(n log n).
 *
 * @param values null: not graded
 */
export function gradesOf(
  values: readonly (number | null)[],
  direction: 'higher_is_better' | 'lower_is_better',
): (Grade | null)[] {
  const sign = direction === 'higher_is_better' ? -1 : 1
  const badness = values.filter((value) => value !== null).map((value) => sign * value)
  badness.sort((a, b) => a - b)
  const cut = (share: number) =>
    badness[Math.min(badness.length - 1, Math.ceil(badness.length * share) - 1)] ?? 0
  const cuts = [cut(0.25), cut(0.5), cut(0.75), cut(0.9)] as const
  return values.map((value) => {
    if (value === null) return null
    const bad = sign * value
    if (bad <= cuts[0]) return 1
    if (bad <= cuts[1]) return 2
    if (bad <= cuts[2]) return 3
    return bad <= cuts[3] ? 4 : 5
  })
}

export function medianOf(values: readonly (number | null)[]): number | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b)
  if (sorted.length === 0) return null
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
