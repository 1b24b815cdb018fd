import type { LngLat } from '../../geo/lng-lat.ts'
import type { WorkCalendar } from '../clocks/work-calendar.ts'
import type { Locator } from '../locate/locator.ts'
import { isPeakHour } from './is-peak-hour.ts'
import type { TravelFrom } from './rank-units.ts'

/** Ways to a case by the city's roads, at the speeds of the hour, round what is closed then. */
export function travelBy(locator: Locator, calendar: WorkCalendar, target: LngLat, at: Date): TravelFrom {
  const isPeak = isPeakHour(calendar, at.getTime())
  const closed = locator.closedRoadsAt(at)
  return (sources) => {
    const ways = locator.roads.travelTo(target, sources, { isPeak, closed })
    if (closed.size === 0) return ways
    const open = locator.roads.travelTo(target, sources, { isPeak })
    return ways.map(
      (way, i) => way && { ...way, detourSeconds: way.seconds - (open[i]?.seconds ?? way.seconds) },
    )
  }
}
