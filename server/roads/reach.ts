import { z } from 'zod'
import { isochrones } from '../../geo/isochrone.ts'
import type { MultiPolygonCoordinates } from '../../geo/lng-lat.ts'
import { RoadReach } from '../../geo/road-reach.ts'
import type { RoadRouter, TravelOptions } from '../../geo/road-router.ts'
import { readCalendar } from '../basis/read-calendar.ts'
import { isPeakHour } from '../dispatch/is-peak-hour.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { listUnits } from '../units/list-units.ts'

const MOST_UNITS = 30
const MAX_MINUTES = 60

export const reachSchema = z.object({
  at: z.tuple([z.number().min(-180).max(180), z.number().min(-85).max(85)]),
  /** from: where one gets to from there. to: from where, and which units, get there. */
  direction: z.enum(['from', 'to']),
  minutes: z.array(z.number().min(1).max(MAX_MINUTES)).min(1).max(4),
})

export type Reach = {
  /** Shortest first; a longer time holds the shorter ones. */
  readonly bands: readonly { readonly minutes: number; readonly coordinates: MultiPolygonCoordinates }[]
  readonly isPeak: boolean
  /** Ready units that get there in time, the quickest first; none where it is asked what is reached from there. */
  readonly units: readonly {
    readonly unitId: number
    readonly name: string
    readonly nameEn: string
    readonly kind: string
    readonly minutes: number
  }[]
}

/** Made anew only with the roads themselves. */
const reaches = new WeakMap<RoadRouter, RoadReach>()

function reachOf(roads: RoadRouter): RoadReach {
  const reach = reaches.get(roads) ?? new RoadReach(roads)
  reaches.set(roads, reach)
  return reach
}

/** What is reached by road within some minutes at the speeds of the hour and round what is closed, or who reaches it. */
export async function readReach(
  services: Services,
  actor: Actor,
  { at, direction, minutes }: z.output<typeof reachSchema>,
): Promise<Reach> {
  const { roads } = services.locator
  const calendar = await readCalendar(services.db)
  const now = services.clock.now()
  const isPeak = isPeakHour(calendar, now.getTime())
  const closed = services.locator.closedRoadsAt(now)
  const limits = [...new Set(minutes)].sort((a, b) => a - b)
  const maxSeconds = limits.at(-1)! * 60
  const points = reachOf(roads).within(at, { direction, isPeak, maxSeconds, closed })
  if (points.length === 0)
    throw new CodedError('not_found', 'NO_ROAD', '附近没有道路', 'There is no road near this place', {
      field: 'at',
    })
  const grounds = isochrones(
    points,
    limits.map((limit) => limit * 60),
  )
  return {
    bands: limits.map((limit, i) => ({ minutes: limit, coordinates: rounded(grounds[i]!) })),
    isPeak,
    units: direction === 'to' ? await unitsInTime(services, actor, at, { isPeak, maxSeconds, closed }) : [],
  }
}

/** A raster of tens of meters says nothing more. */
function rounded(polygons: MultiPolygonCoordinates): MultiPolygonCoordinates {
  const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5
  return polygons.map((rings) =>
    rings.map((ring) => ring.map(([lng, lat]) => [round(lng), round(lat)] as const)),
  )
}

async function unitsInTime(
  services: Services,
  actor: Actor,
  at: readonly [number, number],
  options: TravelOptions,
): Promise<Reach['units']> {
  const ready = (await listUnits(services, actor)).flatMap(({ lngLat, status, onShift, ...unit }) =>
    lngLat && onShift && status === 'idle' ? [{ ...unit, lngLat }] : [],
  )
  const ways = services.locator.roads.travelTo(
    at,
    ready.map(({ lngLat }) => lngLat),
    options,
  )
  return ready
    .flatMap(({ unitId, name, nameEn, kind }, i) => {
      const seconds = ways[i]?.seconds
      return seconds === undefined ? [] : [{ unitId, name, nameEn, kind, minutes: seconds / 60 }]
    })
    .sort((a, b) => a.minutes - b.minutes || a.unitId - b.unitId)
    .slice(0, MOST_UNITS)
}
