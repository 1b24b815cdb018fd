import { type Kysely, sql } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import type { Database } from '../db/schema.ts'

const NEARBY_METERS = 150

/**
 * Open cases around a place, nearest first: the same matter is often reported twice.
 *
 * @param lngLat WGS 84 degrees; nothing is near no place
 * @param exceptCaseId the case that asks
 */
export async function listNearby(db: Kysely<Database>, lngLat: LngLat | null, exceptCaseId = 0) {
  if (!lngLat) return []
  const point = sql`st_setsrid(st_makepoint(${lngLat[0]}, ${lngLat[1]}), 4326)`
  // A box in degrees finds candidates by the index; the distance on the ellipsoid decides.
  const reachDegrees = (NEARBY_METERS / 111_320 / Math.max(0.1, Math.cos((lngLat[1] * Math.PI) / 180))) * 1.05
  const distance = sql<number>`st_distance(case_record.geom::geography, ${point}::geography)`
  const rows = await db
    .selectFrom('case_record')
    .leftJoin('category', 'category.category_id', 'case_record.category_id')
    .select([
      'case_record.case_id as caseId',
      'case_record.number',
      'category.name as categoryName',
      'category.name_en as categoryNameEn',
      'case_record.state',
      distance.as('distanceMeters'),
    ])
    .where(sql<boolean>`case_record.geom && st_expand(${point}, ${reachDegrees})`)
    .where(distance, '<=', NEARBY_METERS)
    .where('case_record.case_id', '!=', exceptCaseId)
    .where(sql<boolean>`case_record.state not in ('closed','canceled')`)
    .orderBy(distance)
    .limit(10)
    .execute()
  return rows.map((row) => ({
    ...row,
    categoryName: row.categoryName ?? '',
    categoryNameEn: row.categoryNameEn ?? '',
    distanceMeters: Math.round(row.distanceMeters),
  }))
}
