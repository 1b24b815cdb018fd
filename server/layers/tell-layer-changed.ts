import type { Trx } from '../db/client.ts'
import { appendEvent } from '../events/append-event.ts'
import type { Actor } from '../identity/actor.ts'

/** Maps fetch a layer anew after this. Which areas it touched is not told: the tiles know who sees what. */
export function tellLayerChanged(trx: Trx, actor: Actor, layerId: number, at: Date): Promise<void> {
  return appendEvent(trx, {
    type: 'layer.changed',
    at,
    scopeAreaId: actor.scopeAreaIds[0] ?? 0,
    entity: 'layer',
    entityId: layerId,
    actor: actor.userId,
  })
}
