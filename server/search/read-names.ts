import { type Kysely, sql } from 'kysely'
import { withSystem } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import type { NamedPlace } from './name-index.ts'

type Row = {
  readonly kind: NamedPlace['kind']
  readonly id: number
  readonly name: string
  readonly name_en: string
  readonly detail: string
  readonly lng: number
  readonly lat: number
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
  readonly scope_area_id: number | null
  readonly rank: number
  readonly aliases: readonly string[] | null
}

const BOX = sql.raw(
  'st_xmin(box) as west, st_ymin(box) as south, st_xmax(box) as east, st_ymax(box) as north',
)

/** Everything of the map that has a name; who may see what is asked at each search. */
export function readNames(db: Kysely<Database>): Promise<NamedPlace[]> {
  return withSystem(db, 'search', async (trx) => {
    const { rows: present } = await sql<{ has_place: boolean }>`
      select to_regclass('place') is not null as has_place`.execute(trx)
    const { rows } = await sql<Row>`
      select 'area' as kind, area_id as id, name, name_en, code as detail, st_x(at) as lng, st_y(at) as lat, ${BOX},
        null::int as scope_area_id, cardinality(path) as rank, null::text[] as aliases
      from area, st_pointonsurface(geom) at, st_envelope(geom) box where upper_inf(valid)
      union all
      select 'duty_grid', duty_grid_id, name, name_en, code, st_x(at), st_y(at), ${BOX}, scope_area_id, 6, null
      from duty_grid, st_pointonsurface(geom) at, st_envelope(geom) box where upper_inf(valid)
      union all
      select case when layer = 'road' then 'road' else 'place' end, id, name, name_en, class,
        st_x(at), st_y(at), ${BOX}, null, 10 + rank, null
      from (
        select layer, name, min(name_en) as name_en, min(class) as class, min(feature_id) as id, min(rank) as rank,
          (array_agg(geom order by st_npoints(geom) desc))[1] as geom, st_envelope(st_collect(geom)) as box
        from basemap_feature where name <> '' and layer <> 'address' group by layer, name
      ) named, st_pointonsurface(geom) at
      ${present[0]?.has_place ? PLACES : sql``}`.execute(trx)
    return rows.map(({ west, south, east, north, lng, lat, scope_area_id, name_en, aliases, ...row }) => ({
      ...row,
      nameEn: name_en,
      scopeAreaId: scope_area_id,
      lngLat: [lng, lat],
      ...(east > west || north > south ? { bbox: [west, south, east, north] as const } : {}),
      ...(aliases && { aliases }),
    }))
  })
}

/** Public knowledge, like the basemap; roads are known from there. */
const PLACES = sql`
  union all
  select case when kind = 'address' then 'address' else 'place' end, place_id, name, name_en, address,
    st_x(geom), st_y(geom), st_x(geom), st_y(geom), st_x(geom), st_y(geom), null, 20 + rank, aliases
  from place where kind not in ('road', 'subdistrict', 'community')`
