import { sql } from 'kysely'
import { z } from 'zod'
import { coveredEdges } from '../../geo/covered-edges.ts'
import type { LngLat } from '../../geo/lng-lat.ts'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { appendEvent } from '../events/append-event.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { CLOSURE_REASONS } from './closure-reason.ts'
import { refreshClosures } from './follow-closures.ts'

const MOST_DAYS = 366
const BESIDE_METERS = 5
const DAY_MS = 86_400_000
const point = z.tuple([z.number().min(-180).max(180), z.number().min(-85).max(85)])

export const closeRoadSchema = z.object({
  /** The stretch, or a place on a road: then from the crossing before it to the one behind. */
  stretch: z.union([z.array(point).min(2).max(5000), point]),
  reason: z.enum(CLOSURE_REASONS),
  note: z.string().trim().max(200).default(''),
  /** Now where absent. */
  fromAt: z.iso.datetime({ offset: true }).optional(),
  /** Until further notice where null. */
  untilAt: z.iso.datetime({ offset: true }).nullable(),
  idempotencyKey: z.string().min(1).max(200).optional(),
})

/** Closes a stretch of road for a time: from then on ways lead round it. The same key again changes nothing. */
export async function closeRoad(
  services: Services,
  actor: Actor,
  { stretch, reason, note, fromAt, untilAt, idempotencyKey }: z.output<typeof closeRoadSchema>,
): Promise<{ roadClosureId: number }> {
  const { locator, clock, db } = services
  const now = clock.now()
  const from = fromAt ? new Date(fromAt) : now
  const until = untilAt === null ? null : new Date(untilAt)
  refuseOddTimes(from, until, now)
  const line = Array.isArray(stretch[0])
    ? withoutStubs(services, stretch as LngLat[])
    : blockAt(services, stretch as LngLat)
  const edges = coveredEdges(locator.roads, line)
  if (edges.size === 0) throw offRoad()
  const areaIds = areasAlong(services, line)
  const foreign = areaIds.find((areaId) => !actor.scopeAreaIds.includes(areaId))
  if (foreign !== undefined) {
    const area = locator.findArea(foreign)
    throw new CodedError(
      'forbidden',
      'ROAD_OUTSIDE_AREA',
      `这段路经过${area ? `「${area.name}」` : '辖区外'}，不在您的权限范围内`,
      `The stretch runs through ${area?.nameEn || area?.name || 'ground'} outside of your areas`,
      { field: 'stretch' },
    )
  }
  const { name, nameEn } = longestOf([...edges].map((edge) => locator.roads.edges[edge]!))
  const roadClosureId = await withScope(db, actor, async (trx) => {
    const inserted = await trx
      .insertInto('road_closure')
      .values({
        name,
        name_en: nameEn,
        reason,
        note,
        from_at: from,
        until_at: until,
        closed_by: actor.userId,
        closed_by_name: actor.name,
        scope_area_ids: sql<number[]>`${areaIds}::int[]`,
        idempotency_key: idempotencyKey ?? null,
        geom: sql`st_setsrid(st_geomfromgeojson(${JSON.stringify({ type: 'LineString', coordinates: line })}), 4326)`,
      })
      .onConflict((conflict) => conflict.column('idempotency_key').doNothing())
      .returning('road_closure_id')
      .executeTakeFirst()
    if (!inserted) {
      const known = await trx
        .selectFrom('road_closure')
        .select('road_closure_id')
        .where('idempotency_key', '=', idempotencyKey!)
        .executeTakeFirstOrThrow()
      return known.road_closure_id
    }
    await appendEvent(trx, {
      type: 'road.closure_changed',
      at: now,
      scopeAreaId: areaIds[0] ?? 0,
      entity: 'road_closure',
      entityId: inserted.road_closure_id,
      actor: actor.userId,
      data: { change: 'closed', reason },
    })
    return inserted.road_closure_id
  })
  await refreshClosures(services)
  return { roadClosureId }
}

function refuseOddTimes(from: Date, until: Date | null, now: Date): void {
  if (until && (until <= from || until <= now))
    throw new CodedError(
      'bad_input',
      'CLOSURE_ENDS_EARLY',
      '结束时间应晚于开始时间和现在',
      'The end has to lie after the beginning and after now',
      { field: 'untilAt' },
    )
  const last = until ?? from
  if (last.getTime() - now.getTime() > MOST_DAYS * DAY_MS)
    throw new CodedError(
      'bad_input',
      'CLOSURE_TOO_FAR',
      `封闭最多安排到 ${MOST_DAYS} 天内`,
      `A closure lies within ${MOST_DAYS} days`,
      { field: until ? 'untilAt' : 'fromAt' },
    )
}

/** A way between two places begins and ends beside the road: these steps are not closed. */
function withoutStubs({ locator }: Services, line: readonly LngLat[]): readonly LngLat[] {
  const isOnRoad = (lngLat: LngLat) => locator.roads.edgesNear(lngLat, BESIDE_METERS).length > 0
  const on = line.filter((lngLat, i) => isOnRoad(lngLat) || (i > 0 && i < line.length - 1))
  return on.length < 2 ? line : on
}

/** From one crossing to the next, round a place on the road. */
function blockAt({ locator }: Services, lngLat: LngLat): readonly LngLat[] {
  const place = locator.roads.snap(lngLat, 100)
  if (!place) throw offRoad()
  return locator.roads.edges[place.edge]!.lngLats
}

function offRoad(): CodedError {
  return new CodedError(
    'bad_input',
    'NO_ROAD',
    '这里没有道路可以封闭',
    'There is no road here that could be closed',
    { field: 'stretch' },
  )
}

/** Leaf areas that the stretch runs through; 0 for what lies in none. */
function areasAlong({ locator }: Services, line: readonly LngLat[]): number[] {
  const ids = new Set<number>()
  line.forEach((to, i) => {
    const from = line[i - 1] ?? to
    for (const share of [0.25, 0.5, 0.75, 1]) {
      const [lng, lat] = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
      ids.add(locator.locate(lng, lat).scopeAreaId)
    }
  })
  return [...ids].sort((a, b) => a - b)
}

/** The road that most of the stretch belongs to. */
function longestOf(
  edges: readonly { readonly name?: string; readonly nameEn?: string; readonly lengthMeters: number }[],
): { name: string; nameEn: string } {
  const byName = Map.groupBy(edges, ({ name }) => name ?? '')
  const meters = (own: typeof edges) => own.reduce((sum, { lengthMeters }) => sum + lengthMeters, 0)
  const [longest] = [...byName.values()].sort((a, b) => meters(b) - meters(a))
  return { name: longest?.[0]?.name ?? '', nameEn: longest?.[0]?.nameEn ?? '' }
}
