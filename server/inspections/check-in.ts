import { sql } from 'kysely'
import { z } from 'zod'
import { haversineDistanceMeters } from '../../geo/haversine-distance.ts'
import { lngLatSchema } from '../cases/act-input.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { findItem } from './read-pool.ts'
import { mustBeOpenVisit, onVisitSchema, timeSaid, withVisit } from './with-visit.ts'

export const checkInSchema = onVisitSchema.extend({
  /** Where the inspector stands, WGS 84 degrees. */
  lngLat: lngLatSchema,
  /** Why from further away, where it is so. */
  reason: z.string().trim().max(500).default(''),
  /** When, by the phone: it may be sent hours later. Now where left out. */
  arrivedAt: z.iso.datetime({ offset: true }).optional(),
})

/** 签到: at the object, or from further away with a reason. The first one stands. */
export function checkIn(services: Services, actor: Actor, input: z.output<typeof checkInSchema>) {
  return withVisit(services, actor, input, async (trx, visit, at) => {
    mustBeOpenVisit(visit)
    if (visit.arrived_at) return { distanceMeters: Math.round(visit.distance_meters ?? 0) }
    const { radiusMeters } = await findItem(trx, visit.item_id)
    const place = await trx
      .selectFrom('inspection_object')
      .select([sql<number>`st_x(geom)`.as('lng'), sql<number>`st_y(geom)`.as('lat')])
      .where('object_id', '=', visit.object_id)
      .executeTakeFirstOrThrow()
    const distanceMeters = haversineDistanceMeters(input.lngLat, [place.lng, place.lat])
    const isAway = distanceMeters > radiusMeters
    if (isAway && input.reason === '')
      throw new CodedError(
        'conflict',
        'OUTSIDE_RADIUS',
        `距检查对象 ${Math.round(distanceMeters)} 米，超过 ${radiusMeters} 米；确需签到请写明原因`,
        `${Math.round(distanceMeters)} m from the object, more than ${radiusMeters} m: say why to check in from here`,
        { field: 'lngLat', expected: `within ${radiusMeters} m, or a reason` },
      )
    await trx
      .updateTable('inspection_visit')
      .set({
        state: 'arrived',
        arrived_at: timeSaid(input.arrivedAt, at),
        arrived_name: actor.name,
        lng: input.lngLat[0],
        lat: input.lngLat[1],
        distance_meters: distanceMeters,
        away_reason: isAway ? input.reason : '',
      })
      .where('visit_id', '=', visit.visit_id)
      .execute()
    return { distanceMeters: Math.round(distanceMeters) }
  })
}
