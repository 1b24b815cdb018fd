import type { Geometry } from 'geojson'
import { type Kysely, sql } from 'kysely'
import type { BasemapLayerName } from '../../tiles/sources/basemap-classes.ts'
import { withSystem } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import { BasemapShaper, type BasemapShapes } from './basemap-shapes.ts'

const pageSize = 4000

/** The ground as shapes for tiles, read page by page. */
export async function readBasemap(db: Kysely<Database>): Promise<BasemapShapes> {
  const shaper = new BasemapShaper()
  for (let after = 0; ; ) {
    const rows = await withSystem(db, 'tiles', (trx) =>
      trx
        .selectFrom('basemap_feature')
        .select(['feature_id', 'layer', 'class', 'name', 'name_en', 'rank', 'height_meters'])
        .select(['is_bridge', 'is_tunnel', 'is_one_way'])
        .select(sql<string>`st_asgeojson(geom, 9)`.as('geometry'))
        .where('feature_id', '>', after)
        .orderBy('feature_id')
        .limit(pageSize)
        .execute(),
    )
    for (const row of rows) {
      shaper.add({
        featureId: row.feature_id,
        layer: row.layer as BasemapLayerName,
        class: row.class,
        name: row.name,
        nameEn: row.name_en,
        rank: row.rank,
        heightMeters: row.height_meters,
        isBridge: row.is_bridge,
        isTunnel: row.is_tunnel,
        isOneWay: row.is_one_way,
        geometry: JSON.parse(row.geometry) as Geometry,
      })
    }
    if (rows.length < pageSize) return shaper.finish()
    after = rows.at(-1)!.feature_id
  }
}
