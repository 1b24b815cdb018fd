import { type RawBuilder, sql } from 'kysely'
import type { Shape } from '../cases/case-filter.ts'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import { maskNumbers } from '../reports/mask-personal.ts'
import type { Services } from '../services.ts'
import type { Collection, CollectionProperty } from './collections.ts'
import type { ItemsQuery } from './items-query.ts'

/** Rows a statement: short transactions, since on the embedded database everybody else waits meanwhile. */
const PAGE = 2000
/** Degrees to this many digits are a tenth of a millimetre. */
const DIGITS = 9

const NOBODY = { userId: 'nobody', scopeAreaIds: [] }

/** A feature as GeoJSON text, and its key. */
export type Item = { readonly key: number; readonly text: string }

/** Features in the order of their keys, a page at a time, at most `limit`. */
export async function* readItems(
  services: Pick<Services, 'db'>,
  actor: Actor | null,
  collection: Collection,
  query: ItemsQuery,
): AsyncGenerator<readonly Item[]> {
  let { after } = query
  for (let left = query.limit; left > 0; ) {
    const asked = Math.min(left, PAGE)
    const statement = selectItems(collection, { ...query, after }, asked)
    const { rows } = await withScope(services.db, actor ?? NOBODY, (trx) => statement.execute(trx))
    yield rows.map((row) => itemOf(collection, row as Row))
    if (rows.length < asked) return
    after = (rows.at(-1) as Row)._key
    left -= asked
  }
}

/** One feature by its key; undefined where there is none in reach. */
export async function findItem(
  services: Pick<Services, 'db'>,
  actor: Actor | null,
  collection: Collection,
  key: number,
  crs: ItemsQuery['crs'],
): Promise<string | undefined> {
  const query = { crs, bbox: null, datetime: null, filters: [], after: key - 1, limit: 1 }
  for await (const page of readItems(services, actor, collection, query)) {
    const item = page[0]
    if (item?.key === key) return item.text
  }
  return undefined
}

type Row = {
  readonly _key: number
  readonly _lng?: number
  readonly _lat?: number
  readonly _geom?: string
} & Record<string, unknown>

function selectItems(collection: Collection, query: ItemsQuery, limit: number): RawBuilder<unknown> {
  const { key, from, properties } = collection
  const isVersioned = collection.time?.kind === 'versions'
  const conditions = [
    ...(collection.condition ? [sql.raw(collection.condition)] : []),
    ...(query.after === null ? [] : [sql`${sql.raw(key)} > ${query.after}`]),
    ...(query.bbox ? [inBox(collection, query.bbox)] : []),
    ...timeConditions(collection, query),
    ...(query.keys ? [sql`${sql.raw(key)} = any(${query.keys}::bigint[])`] : []),
    ...(query.within ? [touches(collection, query.within)] : []),
    ...(query.inArea === undefined ? [] : [liesIn(collection, query.inArea)]),
    ...query.filters.map(({ property, value }) => equals(property, value)),
  ]
  const columns = [
    sql`${sql.raw(key)} as _key`,
    geometryOf(collection, query.crs.isLatFirst),
    ...properties.map((property) => sql`${sql.raw(property.column)} as ${sql.id(property.name)}`),
  ]
  const order = isVersioned
    ? sql`${sql.raw(key)}, lower(${sql.raw(collection.time!.column)}) desc`
    : sql.raw(key)
  return sql`select ${isVersioned ? sql`distinct on (${sql.raw(key)})` : sql``} ${sql.join(columns)}
    from ${sql.raw(from)}
    where ${conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`}
    order by ${order} limit ${limit}`
}

function geometryOf({ geometry, isPoint }: Collection, isLatFirst: boolean): RawBuilder<unknown> {
  const shape = sql.raw(geometry)
  if (isPoint) {
    const [first, second] = isLatFirst ? ['st_y', 'st_x'] : ['st_x', 'st_y']
    return sql`${sql.raw(first!)}(${shape}) as _lng, ${sql.raw(second!)}(${shape}) as _lat`
  }
  return sql`st_asgeojson(${isLatFirst ? sql`st_flipcoordinates(${shape})` : shape}, ${DIGITS}, 0) as _geom`
}

/** The box comparison is spelled out, as it is what the index serves under row-level security. */
function inBox({ geometry }: Collection, [west, south, east, north]: NonNullable<ItemsQuery['bbox']>) {
  const shape = sql.raw(geometry)
  const inside = (minLng: number, maxLng: number) => {
    const box = sql`st_makeenvelope(${minLng}, ${south}, ${maxLng}, ${north}, 4326)`
    return sql`(${shape} && ${box} and st_intersects(${shape}, ${box}))`
  }
  return west <= east ? inside(west, east) : sql`(${inside(west, 180)} or ${inside(-180, east)})`
}

function touches({ geometry }: Collection, shape: Shape) {
  const column = sql.raw(geometry)
  const within = sql`st_makevalid(st_setsrid(st_geomfromgeojson(${JSON.stringify(shape)}), 4326))`
  return sql`(${column} && ${within} and st_intersects(${column}, ${within}))`
}

/** By a point inside the thing: what only shares the area's border is not of it. */
function liesIn({ geometry, isPoint }: Collection, areaId: number) {
  const column = sql.raw(geometry)
  const place = isPoint ? column : sql`st_pointonsurface(${column})`
  return sql`exists (select from area a where a.area_id = ${areaId} and upper_inf(a.valid)
    and ${column} && a.geom and st_intersects(${place}, a.geom))`
}

function timeConditions({ time }: Collection, { datetime }: ItemsQuery): RawBuilder<unknown>[] {
  if (!time) return []
  const column = sql.raw(time.column)
  if (time.kind !== 'instant') {
    if (datetime)
      return [sql`(${column}) && tstzrange(${datetime.from}::timestamptz, ${datetime.to}::timestamptz, '[]')`]
    return time.kind === 'versions' ? [sql`upper_inf(${column})`] : []
  }
  return [
    ...(datetime?.from ? [sql`${column} >= ${datetime.from}`] : []),
    ...(datetime?.to ? [sql`${column} <= ${datetime.to}`] : []),
  ]
}

const SQL_TYPES = {
  string: 'text',
  integer: 'bigint',
  number: 'double precision',
  boolean: 'boolean',
  'date-time': 'timestamptz',
} as const satisfies Record<CollectionProperty['type'], string>

function equals({ column, type }: CollectionProperty, value: string): RawBuilder<unknown> {
  return sql`${sql.raw(column)} = ${value}::${sql.raw(SQL_TYPES[type])}`
}

function itemOf(collection: Collection, row: Row): Item {
  const properties: Record<string, unknown> = {}
  for (const { name, isFreeText } of collection.properties) {
    const value = row[name]
    properties[name] = isFreeText && typeof value === 'string' ? maskNumbers(value) : value
  }
  const geometry = collection.isPoint
    ? `{"type":"Point","coordinates":[${round(row._lng)},${round(row._lat)}]}`
    : (row._geom ?? 'null')
  return {
    key: row._key,
    text: `{"type":"Feature","id":${row._key},"geometry":${geometry},"properties":${JSON.stringify(properties)}}`,
  }
}

function round(degrees: number | undefined): number {
  return Number((degrees ?? 0).toFixed(DIGITS))
}
