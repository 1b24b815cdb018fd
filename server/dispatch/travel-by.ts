import type { LngLat } from '../../geo/lng-lat.ts'
import type { WorkCalendar } from '../clocks/work-calendar.ts'
import type { Locator } from '../locate/locator.ts'
import { isPeakHour } from './is-peak-hour.ts'
import type { TravelFrom } from './rank-units.ts'

export type Roads = {
  readonly travelFrom: TravelFrom
  /** By air nobody comes nearer in a second than so many meters. */
  readonly fastestMetersPerSecond: number
}

/** Ways to a case by the city's roads, at the speeds of the hour, round what is closed then. */
export function travelBy(locator: Locator, calendar: WorkCalendar, target: LngLat, at: Date): Roads {
  const isPeak = isPeakHour(calendar, at.getTime())
  const closed = locator.closedRoadsAt(at)
  return {
    travelFrom: (sources, maxSeconds) => {
      const within = maxSeconds === undefined ? {} : { maxSeconds }
      const ways = locator.roads.travelTo(target, sources, { isPeak, closed, ...within })
      if (closed.size === 0) return ways
      const open = locator.roads.travelTo(target, sources, { isPeak, ...within })
      return ways.map(
        (way, i) => way && { ...way, detourSeconds: way.seconds - (open[i]?.seconds ?? way.seconds) },
      )
    },
    fastestMetersPerSecond: locator.roads.fastestMetersPerSecond(isPeak),
  }
}
