import { type Kysely, sql } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import type { Database } from '../db/schema.ts'

/** The control area that holds a place at a time, the first by its code; undefined where reports are taken. */
export function findControlArea(db: Kysely<Database>, [lng, lat]: LngLat, at: Date) {
  const point = sql`st_setsrid(st_makepoint(${lng}, ${lat}), 4326)`
  return db
    .selectFrom('control_area')
    .select(['name', 'name_en as nameEn', 'reason', 'reason_en as reasonEn'])
    .where('from_at', '<=', at)
    .where((is) => is.or([is('until_at', 'is', null), is('until_at', '>', at)]))
    .where(sql<boolean>`geom && ${point} and st_intersects(geom, ${point})`)
    .orderBy('code')
    .limit(1)
    .executeTakeFirst()
}
