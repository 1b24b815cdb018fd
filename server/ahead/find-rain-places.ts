import { type RateRatio, rateRatio } from './rate-ratio.ts'

/** Cases of one category in one duty grid, on days with rain and in all. */
export type RainCounts = {
  readonly dutyGridId: number
  readonly categoryId: number
  readonly wet: number
  /** As many as would fall on wet days if the category did not care: each case by its month's share of them. */
  readonly expectedWet: number
  /** In months with gauges. */
  readonly gauged: number
}
export type RainParams = {
  readonly minCases: number
  /** Lower bound of the grid's ratio of wet to dry days. */
  readonly minRatio: number
  /** The same of the category in the whole city. */
  readonly minCityRatio: number
  readonly z: number
}
export type RainPlace = RainCounts &
  RateRatio & {
    /** Wet days against dry ones in the whole city. */
    readonly cityRatio: number
  }

/**
 * Where a category comes with the rain: more often on wet days than on dry ones of the same months beyond chance, in the
 * duty grid and in the city as a whole. By months, as summer has its own troubles and its rain; the city is asked too, as
 * among thousands of grids and categories chance makes some wet.
 */
export function findRainPlaces(
  rows: readonly RainCounts[],
  { minCases, minRatio, minCityRatio, z }: RainParams,
): RainPlace[] {
  const ratioOf = ({ wet, expectedWet, gauged }: Omit<RainCounts, 'dutyGridId' | 'categoryId'>) =>
    rateRatio({ count: wet, days: expectedWet }, { count: gauged - wet, days: gauged - expectedWet }, z)
  const ofCity = new Map<number, RateRatio>()
  for (const [categoryId, own] of Map.groupBy(rows, (row) => row.categoryId)) {
    const sum = (of: (row: RainCounts) => number) => own.reduce((total, row) => total + of(row), 0)
    ofCity.set(
      categoryId,
      ratioOf({
        wet: sum(({ wet }) => wet),
        expectedWet: sum(({ expectedWet }) => expectedWet),
        gauged: sum(({ gauged }) => gauged),
      }),
    )
  }
  return rows.flatMap((row) => {
    const city = ofCity.get(row.categoryId)!
    if (row.wet < minCases || city.lower < minCityRatio) return []
    const own = ratioOf(row)
    return own.lower >= minRatio ? [{ ...row, ...own, cityRatio: city.ratio }] : []
  })
}
