import { sql } from 'kysely'
import type { BoundingBox } from '../../geo/lng-lat.ts'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

export type LayerSummary = {
  readonly layerId: number
  readonly code: string
  readonly name: string
  readonly changedAt: Date
  /** How many things of it the actor may see, by what they are. */
  readonly points: number
  readonly lines: number
  readonly areas: number
  /** Of those; null where there are none. */
  readonly bbox: BoundingBox | null
}

/** Layers that people brought in. */
export async function listLayers(services: Services, actor: Actor): Promise<LayerSummary[]> {
  const rows = await withScope(services.db, actor, (trx) =>
    trx
      .selectFrom('layer')
      .leftJoin('layer_feature', 'layer_feature.layer_id', 'layer.layer_id')
      .select([
        'layer.layer_id as layerId',
        'layer.code',
        'layer.name',
        'layer.changed_at as changedAt',
        sql<number>`count(*) filter (where st_dimension(geom) = 0)`.as('points'),
        sql<number>`count(*) filter (where st_dimension(geom) = 1)`.as('lines'),
        sql<number>`count(*) filter (where st_dimension(geom) = 2)`.as('areas'),
        sql<number | null>`st_xmin(st_extent(geom))`.as('west'),
        sql<number | null>`st_ymin(st_extent(geom))`.as('south'),
        sql<number | null>`st_xmax(st_extent(geom))`.as('east'),
        sql<number | null>`st_ymax(st_extent(geom))`.as('north'),
      ])
      // One that is being made is seen when its things have come.
      .where('layer.import_id', 'is', null)
      .groupBy('layer.layer_id')
      .orderBy('layer.name')
      .orderBy('layer.code')
      .execute(),
  )
  return rows.map(({ west, south, east, north, ...row }) => ({
    ...row,
    bbox:
      west === null || south === null || east === null || north === null ? null : [west, south, east, north],
  }))
}
