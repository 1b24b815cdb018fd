import type { LngLat } from '../../geo/lng-lat.ts'
import type { WorkCalendar } from '../clocks/work-calendar.ts'
import type { Locator } from '../locate/locator.ts'
import { isPeakHour } from './is-peak-hour.ts'
import type { TravelFrom } from './rank-units.ts'

/** Ways to a case by the city's roads, at the speeds of the hour. */
export function travelBy(locator: Locator, calendar: WorkCalendar, target: LngLat, at: Date): TravelFrom {
  const isPeak = isPeakHour(calendar, at.getTime())
  return (sources) => locator.roads.travelTo(target, sources, { isPeak })
}
