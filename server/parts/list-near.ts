import { sql } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

const NEAR_METERS = 40
const MAX_PARTS = 12

/** City parts around a place, nearest first: which of them is it? */
export async function listNearParts(services: Services, actor: Actor, lngLat: LngLat) {
  const point = sql`st_setsrid(st_makepoint(${lngLat[0]}, ${lngLat[1]}), 4326)`
  // A box in degrees finds candidates by the index; the distance on the ellipsoid decides.
  const reachDegrees = (NEAR_METERS / 111_320 / Math.max(0.1, Math.cos((lngLat[1] * Math.PI) / 180))) * 1.05
  const distance = sql<number>`st_distance(part.geom::geography, ${point}::geography)`
  return withScope(services.db, actor, async (trx) => {
    const rows = await trx
      .selectFrom('part')
      .innerJoin('category', 'category.category_id', 'part.category_id')
      .select([
        'part.part_id as partId',
        'part.code',
        'part.name',
        'part.name_en as nameEn',
        'part.category_id as categoryId',
        'category.name as categoryName',
        'category.name_en as categoryNameEn',
        sql<number>`st_x(part.geom)`.as('lng'),
        sql<number>`st_y(part.geom)`.as('lat'),
        distance.as('distanceMeters'),
      ])
      .where(sql<boolean>`part.geom && st_expand(${point}, ${reachDegrees})`)
      .where(distance, '<=', NEAR_METERS)
      .orderBy(distance)
      .orderBy('part.part_id')
      .limit(MAX_PARTS)
      .execute()
    return rows.map(({ lng, lat, distanceMeters, ...part }) => ({
      ...part,
      lngLat: [lng, lat] as LngLat,
      distanceMeters: Math.round(distanceMeters),
    }))
  })
}
