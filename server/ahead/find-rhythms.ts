import { rateRatio } from './rate-ratio.ts'

/** How the cases of one category in one duty grid lie in time. */
export type TimeCounts = {
  readonly dutyGridId: number
  readonly categoryId: number
  /** By local hour, 24 of them. */
  readonly hours: readonly number[]
  /** By local weekday, Sunday first. */
  readonly weekdays: readonly number[]
  /** Reported in the same weeks of earlier years as those to come. */
  readonly inSeason: number
}
/** What was looked at. */
export type Observed = { readonly days: number; readonly seasonDays: number; readonly dutyGrids: number }
export type RhythmParams = {
  readonly minCases: number
  /** Lower bound of the rate ratio against the grid's other times. */
  readonly minRatio: number
  /** Lower bound of the ratio against the city's other duty grids in the same slot. */
  readonly minTimesCity: number
  readonly z: number
  readonly blockHours: number
}
export type Slot =
  | { readonly kind: 'hours'; readonly fromHour: number; readonly hours: number }
  | { readonly kind: 'weekday'; readonly weekday: number }
  | { readonly kind: 'season' }
export type Rhythm = {
  readonly dutyGridId: number
  readonly categoryId: number
  readonly slot: Slot
  readonly count: number
  readonly total: number
  readonly ratio: number
  readonly lower: number
  /** Against the other duty grids of the city at that time. */
  readonly timesCity: number
}

const DAY_HOURS = 24

/**
 * Duty grid and category whose cases gather in some hours of the day, on a weekday or in the coming season: more than at
 * the grid's other times beyond chance, and more than in the city's other grids at that time. The strongest slot of each
 * kind is told.
 */
export function findRhythms(rows: readonly TimeCounts[], observed: Observed, params: RhythmParams): Rhythm[] {
  const cityOf = new Map<number, TimeCounts>()
  for (const row of rows) {
    const sum = cityOf.get(row.categoryId)
    cityOf.set(row.categoryId, sum ? added(sum, row) : row)
  }
  return rows.flatMap((row) => {
    const total = row.hours.reduce((sum, n) => sum + n, 0)
    if (total < params.minCases) return []
    const all = cityOf.get(row.categoryId)!
    const judge = (slot: Slot, days: number, count: number, cityCount: number): Rhythm | undefined => {
      if (count < params.minCases || days <= 0 || days >= observed.days) return undefined
      const { ratio, lower } = rateRatio(
        { count, days },
        { count: total - count, days: observed.days - days },
        params.z,
      )
      const others = { count: cityCount - count, days: observed.dutyGrids - 1 }
      const city = rateRatio({ count, days: 1 }, others, params.z)
      if (lower < params.minRatio || city.lower < params.minTimesCity) return undefined
      const { dutyGridId, categoryId } = row
      return { dutyGridId, categoryId, slot, count, total, ratio, lower, timesCity: city.ratio }
    }
    const hours = Array.from({ length: DAY_HOURS }, (_, fromHour) =>
      judge(
        { kind: 'hours', fromHour, hours: params.blockHours },
        (observed.days * params.blockHours) / DAY_HOURS,
        inBlock(row.hours, fromHour, params.blockHours),
        inBlock(all.hours, fromHour, params.blockHours),
      ),
    )
    const weekdays = row.weekdays.map((count, weekday) =>
      judge({ kind: 'weekday', weekday }, observed.days / 7, count, all.weekdays[weekday]!),
    )
    const season = judge({ kind: 'season' }, observed.seasonDays, row.inSeason, all.inSeason)
    return [strongest(hours), strongest(weekdays), season].filter((rhythm) => rhythm !== undefined)
  })
}

function inBlock(hours: readonly number[], fromHour: number, length: number): number {
  let sum = 0
  for (let i = 0; i < length; i++) sum += hours[(fromHour + i) % DAY_HOURS]!
  return sum
}

function strongest(rhythms: readonly (Rhythm | undefined)[]): Rhythm | undefined {
  return rhythms.reduce((best, one) => (one && (!best || one.lower > best.lower) ? one : best), undefined)
}

function added(a: TimeCounts, b: TimeCounts): TimeCounts {
  return {
    ...a,
    hours: a.hours.map((n, i) => n + b.hours[i]!),
    weekdays: a.weekdays.map((n, i) => n + b.weekdays[i]!),
    inSeason: a.inSeason + b.inSeason,
  }
}
