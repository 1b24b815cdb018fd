import { sql } from 'kysely'
import { z } from 'zod'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

export const namedFeaturesSchema = z.object({ ids: z.array(z.number().int()).max(500) })

/** Things of layers with these ids, in the order in which they were named; those that the actor may not see are left out. */
export async function namedFeatures(services: Services, actor: Actor, ids: readonly number[]) {
  const rows = await withScope(services.db, actor, (trx) =>
    trx
      .selectFrom('layer_feature')
      .innerJoin('layer', 'layer.layer_id', 'layer_feature.layer_id')
      .select([
        'layer_feature_id as id',
        'layer_feature.name',
        'layer.name as layerName',
        sql<number>`st_x(st_pointonsurface(geom))`.as('lng'),
        sql<number>`st_y(st_pointonsurface(geom))`.as('lat'),
      ])
      .where('layer_feature_id', 'in', [0, ...ids])
      .execute(),
  )
  const placeOf = new Map(ids.map((id, place) => [id, place]))
  return rows
    .map(({ lng, lat, ...row }) => ({ ...row, lngLat: [lng, lat] as const }))
    .sort((a, b) => (placeOf.get(a.id) ?? 0) - (placeOf.get(b.id) ?? 0))
}
