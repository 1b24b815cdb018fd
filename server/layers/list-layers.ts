import { sql } from 'kysely'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

/** Layers that people brought in, with how many of their features the actor may see. */
export function listLayers(services: Services, actor: Actor) {
  return withScope(services.db, actor, (trx) =>
    trx
      .selectFrom('layer')
      .leftJoin('layer_feature', 'layer_feature.layer_id', 'layer.layer_id')
      .select([
        'layer.layer_id as layerId',
        'layer.code',
        'layer.name',
        'layer.changed_at as changedAt',
        sql<number>`count(layer_feature.layer_feature_id)`.as('featureCount'),
      ])
      .groupBy('layer.layer_id')
      .orderBy('layer.name')
      .orderBy('layer.code')
      .execute(),
  )
}
