import { sql } from 'kysely'
import type { Locator } from '../../locate/locator.ts'
import { searchText } from '../../places/search-text.ts'
import type { BundlePlace, BundleRoads } from '../bundle.ts'
import { geometryColumn, pointColumn, textArrayColumn } from './insert-rows.ts'
import { insertInChunks, inTransaction, type Loader } from './loader.ts'

type Numbered<T> = { readonly id: number; readonly row: T }

/** The road network as it is now: it has no history, so what is no longer there goes. */
export async function loadRoads(loader: Loader): Promise<number> {
  const { roads } = loader.bundle
  if (!roads) return 0
  await inTransaction(loader, async (trx) => {
    await sql`delete from road_edge where road_edge_id >= ${roads.edges.length}`.execute(trx)
    await sql`delete from road_node where road_node_id >= ${roads.nodes.length}`.execute(trx)
  })
  await insertInChunks<Numbered<BundleRoads['nodes'][number]>>(
    loader,
    'road nodes',
    {
      table: 'road_node',
      columns: [
        { name: 'road_node_id', type: 'int', value: ({ id }) => id },
        pointColumn('geom', ({ row }) => row),
      ],
      conflict: sql`on conflict (road_node_id) do update set geom = excluded.geom`,
    },
    roads.nodes.map((row, id) => ({ id, row })),
  )
  return insertInChunks<Numbered<BundleRoads['edges'][number]>>(
    loader,
    'road edges',
    {
      table: 'road_edge',
      columns: [
        { name: 'road_edge_id', type: 'int', value: ({ id }) => id },
        { name: 'from_node_id', type: 'int', value: ({ row }) => row.from },
        { name: 'to_node_id', type: 'int', value: ({ row }) => row.to },
        { name: 'length_meters', type: 'float8', value: ({ row }) => row.lengthMeters },
        { name: 'class', type: 'text', value: ({ row }) => row.class },
        { name: 'name', type: 'text', value: ({ row }) => row.name },
        { name: 'name_en', type: 'text', value: ({ row }) => row.nameEn },
        { name: 'is_one_way', type: 'boolean', value: ({ row }) => row.isOneWay },
        { name: 'free_kph', type: 'float8', value: ({ row }) => row.freeKph },
        { name: 'peak_kph', type: 'float8', value: ({ row }) => row.peakKph },
        geometryColumn('geom', ({ row }) => ({ type: 'LineString', coordinates: row.lngLats })),
      ],
      conflict: sql`on conflict (road_edge_id) do update set from_node_id = excluded.from_node_id,
        to_node_id = excluded.to_node_id, length_meters = excluded.length_meters, class = excluded.class,
        name = excluded.name, name_en = excluded.name_en, is_one_way = excluded.is_one_way,
        free_kph = excluded.free_kph, peak_kph = excluded.peak_kph, geom = excluded.geom`,
    },
    roads.edges.map((row, id) => ({ id, row })),
  )
}

/** The gazetteer; a place that is there takes the source's newest word. */
export async function loadPlaces(loader: Loader, locator: Locator): Promise<number> {
  return insertInChunks<BundlePlace>(
    loader,
    'places',
    {
      table: 'place',
      columns: [
        { name: 'code', type: 'text', value: ({ code }) => code },
        { name: 'kind', type: 'text', value: ({ kind }) => kind },
        { name: 'name', type: 'text', value: ({ name }) => name },
        { name: 'name_en', type: 'text', value: ({ nameEn }) => nameEn },
        { name: 'pinyin', type: 'text', value: ({ pinyin }) => pinyin },
        { name: 'initials', type: 'text', value: ({ initials }) => initials },
        textArrayColumn('aliases', ({ aliases }) => aliases),
        { name: 'address', type: 'text', value: ({ address }) => address },
        { name: 'rank', type: 'int', value: ({ rank }) => rank },
        pointColumn('geom', ({ lngLat }) => lngLat),
        { name: 'area_id', type: 'int', value: ({ lngLat }) => locator.locate(...lngLat).scopeAreaId },
        { name: 'search_text', type: 'text', value: placeSearchText },
      ],
      conflict: sql`on conflict (code) do update set kind = excluded.kind, name = excluded.name,
        name_en = excluded.name_en, pinyin = excluded.pinyin, initials = excluded.initials, aliases = excluded.aliases,
        address = excluded.address, rank = excluded.rank, geom = excluded.geom, area_id = excluded.area_id,
        search_text = excluded.search_text`,
    },
    loader.bundle.places ?? [],
  )
}

/** Each way to call it between bars, so that what is found never reaches from one into the next. */
function placeSearchText({ name, nameEn, pinyin, initials, aliases, address }: BundlePlace): string {
  const ways = [name, ...aliases, address, nameEn, pinyin, initials].map(searchText).filter(Boolean)
  return `|${[...new Set(ways)].join('|')}|`
}
