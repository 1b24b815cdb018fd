import type { MultiPolygon, Polygon } from 'geojson'
import { sql } from 'kysely'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

/** The control areas in force, for a collector's map: shapes in WGS 84. */
export async function listControlAreas(services: Services, actor: Actor) {
  const at = services.clock.now()
  return withScope(services.db, actor, (trx) =>
    trx
      .selectFrom('control_area')
      .select([
        'control_area_id as controlAreaId',
        'name',
        'name_en as nameEn',
        'reason',
        'reason_en as reasonEn',
      ])
      .select(sql<Polygon | MultiPolygon>`st_asgeojson(geom, 6)::jsonb`.as('geometry'))
      .where('from_at', '<=', at)
      .where((is) => is.or([is('until_at', 'is', null), is('until_at', '>', at)]))
      .orderBy('code')
      .execute(),
  )
}
