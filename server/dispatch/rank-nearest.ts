import type { WorkCalendar } from '../clocks/work-calendar.ts'
import type { Trx } from '../db/client.ts'
import type { Locator } from '../locate/locator.ts'
import type { UnitSight } from '../units/unit-index.ts'
import { readRankLimits } from './dispatch-setting.ts'
import {
  findWays,
  MAX_PICKS,
  quickestFirst,
  type Ranking,
  rankWays,
  type Target,
  type UnitCandidate,
  type UnitWay,
} from './rank-units.ts'
import { type ShortListOptions, shortListOf } from './short-list.ts'
import { type Roads, travelBy } from './travel-by.ts'

export type NearestRanking = Ranking & { readonly candidates: readonly UnitCandidate[] }
type Wanted = Pick<ShortListOptions, 'departmentId' | 'filter' | 'withUnable'> & {
  readonly calendar: WorkCalendar
}

/** Who should go to a case, of the units of the caller's scope as they are in its transaction. */
export async function rankNearest(
  trx: Trx,
  locator: Locator,
  target: Target,
  { calendar, ...wanted }: Wanted,
): Promise<NearestRanking> {
  const limits = await readRankLimits(trx)
  const sight = await locator.units.look(trx)
  const roads = travelBy(locator, calendar, target.lngLat, new Date(target.nowMs))
  return rankInSight(sight, target, roads, { ...wanted, timeZone: calendar.timeZone, limits })
}

/**
 * The ranking that ways for all able units would give, with ways for few of them: whoever is farther by air than the
 * fastest road leads in the time of the last pick cannot come before it.
 */
export function rankInSight(
  sight: UnitSight,
  target: Target,
  { travelFrom, fastestMetersPerSecond }: Roads,
  options: ShortListOptions,
): NearestRanking {
  const { limits } = options
  const list = shortListOf(sight, target, options)
  const near = findWays(target, list.candidates, travelFrom, limits)
  const [first] = near.ways
  // Before estimates comes whoever has a way at all, however long.
  const maxSeconds = first?.travel && near.ways[MAX_PICKS - 1]?.travel?.seconds
  const beyond = list.beyond(maxSeconds === undefined ? Infinity : maxSeconds * fastestMetersPerSecond)
  if (beyond.length === 0) return { ...rankWays(target, near), candidates: list.candidates }
  const far = findWays(target, beyond, (sources) => travelFrom(sources, maxSeconds), limits)
  const isInTime = ({ travel }: UnitWay) => maxSeconds === undefined || travel !== undefined
  const ways = [...near.ways, ...far.ways.filter(isInTime)].sort(quickestFirst)
  const slowerMeters = far.ways.filter((way) => !isInTime(way)).map(({ distanceMeters }) => distanceMeters)
  return {
    ...rankWays(target, { ways, skipped: near.skipped }, slowerMeters),
    candidates: [...list.candidates, ...beyond],
  }
}
