import { type RawBuilder, sql } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import { withSystem } from '../db/client.ts'
import type { Services } from '../services.ts'
import { type PlaceQuery, readPlaceQuery } from './read-place-query.ts'

export type PlaceFound = {
  readonly placeId: number
  readonly code: string
  readonly kind: string
  readonly name: string
  readonly nameEn: string
  readonly address: string
  readonly lngLat: LngLat
  /** `near_number`: the house number itself is not known, this is the nearest one on its road. */
  readonly match: 'exact' | 'start' | 'part' | 'near_number'
}

type Search = { readonly text: string; readonly limit: number }
type Row = Omit<PlaceFound, 'lngLat'> & { readonly lng: number; readonly lat: number }

/**
 * Places by name, alias, address, crossing, pinyin or initials, best first. The gazetteer is public, as the map that
 * shows it is: everybody finds the same.
 */
export async function searchPlaces(
  { db }: Pick<Services, 'db'>,
  { text, limit }: Search,
): Promise<PlaceFound[]> {
  const query = readPlaceQuery(text)
  if (!query) return []
  const rows = await withSystem(db, 'places', async (trx) => {
    const find = async (wanted: PlaceQuery) => (await sqlOf(wanted, limit).execute(trx)).rows
    const found = await find(query)
    if (found.length > 0 || query.kind === 'text') return found
    // Neither a crossing nor a house number after all: 和平与发展公园, 新村3号.
    const whole = readPlaceQuery(text.replaceAll(/[^\p{Letter}\p{Number}]/gu, ''))
    return find({ kind: 'text', text: whole?.kind === 'text' ? whole.text : textOf(query) })
  })
  return rows.map(({ lng, lat, ...row }) => ({ ...row, lngLat: [lng, lat] }))
}

function textOf(query: PlaceQuery): string {
  return query.kind === 'crossing' ? query.roads.join('') : query.text
}

const columns = sql`place_id as "placeId", code, kind, name, name_en as "nameEn", address,
  st_x(geom) as lng, st_y(geom) as lat`

function sqlOf(query: PlaceQuery, limit: number): RawBuilder<Row> {
  if (query.kind === 'crossing') return crossingSql(query.roads, limit)
  return query.kind === 'address' ? addressSql(query, limit) : textSql(query.text, limit)
}

/** Texts hold letters and digits only (`searchText`), so that none can be a pattern. */
function textSql(text: string, limit: number): RawBuilder<Row> {
  return sql<Row>`
    select ${columns},
      case when search_text like ${`%|${text}|%`} then 'exact' when search_text like ${`%|${text}%`} then 'start' else 'part' end as match
    from place where search_text like ${`%${text}%`}
    order by search_text not like ${`%|${text}|%`}, search_text not like ${`%|${text}%`},
      kind = 'address', rank, length(name), place_id
    limit ${limit}`
}

function crossingSql([first, second]: readonly [string, string], limit: number): RawBuilder<Row> {
  return sql<Row>`
    select ${columns},
      case when search_text like ${`%|${first}${second}路口|%`} or search_text like ${`%|${first}与${second}交叉口|%`} then 'exact' else 'part' end as match
    from place
    where kind = 'crossing' and search_text like ${`%${first}%`} and search_text like ${`%${second}%`}
    order by length(name), rank, place_id limit ${limit}`
}

/** The number itself, or those nearest to it on its side of the road: odd and even are across from each other. */
function addressSql(
  { road, number, text }: Extract<PlaceQuery, { kind: 'address' }>,
  limit: number,
): RawBuilder<Row> {
  return sql<Row>`
    select ${columns},
      case when house = ${number}::int then 'exact' else 'near_number' end as match
    from (
      select p.*, substring(search_text from ${`\\|${road}(\\d{1,5})号`})::int as house
      from place p where kind = 'address' and search_text like ${`%|${road}%`}
      union all
      select p.*, substring(search_text from ${`\\|(\\d{1,5})${road}\\|`})::int as house
      from place p where kind = 'address' and search_text like ${`%${road}|%`}
      union all
      select p.*, ${number}::int as house from place p
      where kind <> 'address' and search_text like ${`%|${text}|%`}
    ) as numbered
    where house is not null
    order by house <> ${number}::int, (house - ${number}::int) % 2 <> 0, abs(house - ${number}::int), place_id
    limit least(${limit}::int, 5)`
}
