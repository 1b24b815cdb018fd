/** A part that stands longer than its class is made for. */
export type AgedPart = {
  readonly partId: number
  readonly dutyGridId: number
  readonly categoryId: number
  readonly ageYears: number
  readonly lifeYears: number
  readonly condition: 'good' | 'fair' | 'poor' | 'missing'
  /** Cases about it within the last year. */
  readonly cases: number
}
export type AgedParams = { readonly minWeight: number }
export type AgedGroup = {
  readonly dutyGridId: number
  readonly categoryId: number
  /** The most worn first. */
  readonly partIds: readonly number[]
  readonly poor: number
  readonly cases: number
  readonly oldestYears: number
  readonly lifeYears: number
  readonly weight: number
}

/** Cases about one part beyond these say nothing more. */
const COUNTED_CASES = 2

/** How much one part asks for a look: being past its life, in poor condition, and complained about. */
export function weightOf({ condition, cases }: Pick<AgedPart, 'condition' | 'cases'>): number {
  const isWorn = condition === 'poor' || condition === 'missing'
  return 1 + (isWorn ? 1 : 0) + Math.min(COUNTED_CASES, cases)
}

/** Parts past their life, gathered by duty grid and class where together they weigh enough for one round. */
export function findAgedParts(parts: readonly AgedPart[], { minWeight }: AgedParams): AgedGroup[] {
  const past = parts.filter(({ ageYears, lifeYears }) => ageYears > lifeYears)
  const groups = Map.groupBy(past, ({ dutyGridId, categoryId }) => `${dutyGridId} ${categoryId}`)
  return [...groups.values()].flatMap((group) => {
    const weight = group.reduce((sum, part) => sum + weightOf(part), 0)
    if (weight < minWeight) return []
    const worst = group.toSorted(
      (a, b) => weightOf(b) - weightOf(a) || b.ageYears - a.ageYears || a.partId - b.partId,
    )
    const { dutyGridId, categoryId, lifeYears } = worst[0]!
    return [
      {
        dutyGridId,
        categoryId,
        partIds: worst.map(({ partId }) => partId),
        poor: group.filter(({ condition }) => condition === 'poor' || condition === 'missing').length,
        cases: group.reduce((sum, { cases }) => sum + cases, 0),
        oldestYears: Math.max(...group.map(({ ageYears }) => ageYears)),
        lifeYears,
        weight,
      },
    ]
  })
}
