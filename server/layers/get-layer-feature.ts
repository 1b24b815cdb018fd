import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

/** One thing of a layer with what its file said of it. */
export async function getLayerFeature(services: Services, actor: Actor, layerFeatureId: number) {
  const found = await withScope(services.db, actor, (trx) =>
    trx
      .selectFrom('layer_feature')
      .innerJoin('layer', 'layer.layer_id', 'layer_feature.layer_id')
      .select([
        'layer_feature_id as layerFeatureId',
        'layer.layer_id as layerId',
        'layer.name as layerName',
        'layer_feature.name',
        'source_id as sourceId',
        'attributes',
        'imported_at as importedAt',
      ])
      .where('layer_feature_id', '=', layerFeatureId)
      .executeTakeFirst(),
  )
  if (found) return found
  throw new CodedError('not_found', 'NO_SUCH_FEATURE', '没有这个对象', 'There is no such thing')
}
