import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { BoundingBox, LngLat } from '../../geo/lng-lat.ts'
import { listFirstCases } from '../cases/list-queue.ts'
import { findCity } from '../city/find-city.ts'
import { type Trx, withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import { holds } from '../identity/permissions.ts'
import { readPlaceQuery } from '../places/read-place-query.ts'
import { searchPlaces } from '../places/search-places.ts'
import type { Services } from '../services.ts'
import { findCrossings, roadsOf } from './find-crossing.ts'
import type { NamedPlace } from './name-index.ts'
import { NameIndex } from './name-index.ts'
import { parseCoordinates } from './parse-coordinates.ts'
import { readNames } from './read-names.ts'

export const searchSchema = z.object({
  text: z.string().trim().min(1).max(200),
  limit: z.number().int().min(1).max(50).default(20),
})

export type SearchHit = {
  readonly kind:
    | 'coordinate'
    | 'case'
    | 'part'
    | 'sensor'
    | 'unit'
    | 'unit_grid'
    | 'person'
    | 'crossing'
    | NamedPlace['kind']
  /** 0 for what is no row: a coordinate, a crossing. */
  readonly id: number
  readonly name: string
  readonly nameEn: string
  readonly detail: string
  readonly lngLat: LngLat | null
  readonly bbox?: BoundingBox | undefined
}

/** The names change when a city is loaded; what is imported in between is found after this time. */
const NAMES_MILLISECONDS = 10 * 60_000
const indices = new WeakMap<object, { readonly index: Promise<NameIndex>; readonly untilMs: number }>()

/**
 * One box for everything of the map: coordinates, crossings, codes, people and names in Chinese, English and pinyin.
 * The actor finds what they may see and nothing else.
 */
export async function search(
  services: Services,
  actor: Actor,
  { text, limit }: z.output<typeof searchSchema>,
): Promise<SearchHit[]> {
  const clean = text.replaceAll('\0', '')
  const city = await findCity(services.db)
  const coordinate = city && parseCoordinates(clean, city.bbox)
  const roads = roadsOf(clean)
  const [crossings, coded, names, cases, numbered] = await Promise.all([
    roads ? findCrossings(services.db, roads) : [],
    withScope(services.db, actor, (trx) => findCoded(trx, actor, clean)),
    namesOf(services),
    findCases(services, actor, clean),
    findHouses(services, clean),
  ])
  const canSee = ({ scopeAreaId }: NamedPlace) =>
    scopeAreaId === null || actor.isWholeCity || actor.scopeAreaIds.includes(scopeAreaId)
  const placed = names.find(clean, canSee, limit).map(
    ({ kind, id, name, nameEn, detail, lngLat, bbox }): SearchHit => ({
      kind,
      id,
      name,
      nameEn,
      detail,
      lngLat,
      ...(bbox && { bbox }),
    }),
  )
  const here: SearchHit[] = coordinate
    ? [
        {
          kind: 'coordinate',
          id: 0,
          name: coordinate.lngLat.map((degrees) => degrees.toFixed(6)).join(', '),
          nameEn: '',
          detail: coordinate.system,
          lngLat: coordinate.lngLat,
        },
      ]
    : []
  const met = crossings.map((crossing): SearchHit => ({ kind: 'crossing', id: 0, detail: '', ...crossing }))
  const isNumber = isCode(clean)
  const byName = [
    ...numbered,
    ...placed.filter(({ id, kind }) => !numbered.some((one) => one.id === id && one.kind === kind)),
  ]
  // Devices, crews and cases that are only named after a place come after the place itself, but they come.
  const others = [...coded, ...cases]
  const room = Math.max(1, limit - others.length - here.length - met.length)
  const isAfter = ({ kind }: SearchHit) =>
    !isNumber && (kind === 'sensor' || kind === 'unit' || kind === 'case')
  return [
    ...here,
    ...met,
    ...(isNumber ? cases : []),
    ...coded.filter((hit) => !isAfter(hit)),
    ...byName.slice(0, room),
    ...others.filter(isAfter),
  ].slice(0, limit)
}

/** A house by its number, or those nearest to it where the number itself is not known. */
async function findHouses(services: Services, text: string): Promise<SearchHit[]> {
  if (readPlaceQuery(text)?.kind !== 'address') return []
  const houses = await searchPlaces(services, { text, limit: 5 })
  return houses
    .filter(({ kind }) => kind === 'address')
    .map(({ placeId, name, nameEn, address, lngLat }) => ({
      kind: 'address',
      id: placeId,
      name,
      nameEn,
      detail: address,
      lngLat,
    }))
}

/** By either end of the number, by words of the description or the address; the newest first. */
async function findCases(services: Services, actor: Actor, text: string): Promise<SearchHit[]> {
  if (text.length < 2 || !holds(actor.roles, 'cases.read')) return []
  const rows = await listFirstCases(services, actor, { text }, MOST_CASES)
  return rows.map(({ caseId, number, address, description, lngLat }) => ({
    kind: 'case',
    id: caseId,
    name: number,
    nameEn: number,
    detail: [address, description].filter(Boolean).join(' · '),
    lngLat,
  }))
}
const MOST_CASES = 6

function isCode(text: string): boolean {
  return /^[\w-]{2,}$/.test(text)
}

/** Every name of the map, kept for ten minutes; what of it somebody may see is the caller's to ask. */
export function namesOf({ db, clock, events }: Services): Promise<NameIndex> {
  const nowMs = clock.now().getTime()
  const known = indices.get(db)
  if (known && known.untilMs > nowMs) return known.index
  const index = readNames(db).then((places) => new NameIndex(places))
  indices.set(db, { index, untilMs: nowMs + NAMES_MILLISECONDS })
  index.catch(() => indices.delete(db))
  if (!known) {
    events.subscribe((batch) => {
      if (batch.some((event) => event.type === 'city.loaded')) indices.delete(db)
    })
  }
  return index
}

type CodedRow = {
  readonly kind: SearchHit['kind']
  readonly id: number
  readonly name: string
  readonly name_en: string
  readonly detail: string
  readonly lng: number | null
  readonly lat: number | null
}

/** What is known by a code or a number, and people by their names; under the actor's row-level security. */
async function findCoded(trx: Trx, actor: Actor, text: string): Promise<SearchHit[]> {
  const escaped = text.replace(/[\\%_]/g, (character) => `\\${character}`)
  const [begins, holdsText] = [`${escaped}%`, `%${escaped}%`]
  const queries: RawBuilder<CodedRow>[] = []
  const mayBeCode = isCode(text)
  if (mayBeCode && holds(actor.roles, 'parts.read')) {
    queries.push(sql`select 'part' as kind, part_id as id, code as name, code as name_en, name as detail, st_x(geom) as lng,
      st_y(geom) as lat from part where code like ${begins} order by code limit 5`)
  }
  if (mayBeCode && holds(actor.roles, 'map.grids')) {
    queries.push(sql`select 'unit_grid' as kind, unit_grid_id as id, code as name, code as name_en, land_use as detail,
      st_x(at) as lng, st_y(at) as lat from (
        select * from unit_grid where upper_inf(valid) and code like ${begins} order by code limit 5
      ) found, st_pointonsurface(geom) at`)
  }
  if (holds(actor.roles, 'grids.read')) {
    queries.push(sql`select 'person' as kind, p.person_id as id, p.name, p.name_en, coalesce(g.name, d.name, p.post) as detail,
      st_x(at) as lng, st_y(at) as lat
      from (select * from person where name like ${begins} or name_en ilike ${holdsText} or code = ${text} order by person_id limit 5) p
      left join department d using (department_id)
      left join lateral (
        select g.name, st_pointonsurface(g.geom) as at from duty_grid_person dp join duty_grid g using (duty_grid_id)
        where dp.person_id = p.person_id and upper_inf(g.valid) order by g.duty_grid_id limit 1
      ) g on true`)
  }
  if (holds(actor.roles, 'sensors.read')) {
    queries.push(sql`select 'sensor' as kind, sensor_id as id, name, name_en, code as detail, st_x(geom) as lng,
      st_y(geom) as lat from sensor
      where code like ${begins} or name like ${holdsText} or name_en ilike ${holdsText} order by code, sensor_id limit 5`)
  }
  if (holds(actor.roles, 'units.read')) {
    queries.push(sql`select 'unit' as kind, u.unit_id as id, u.name, u.name_en, u.code as detail,
      coalesce(s.lng, st_x(u.home)) as lng, coalesce(s.lat, st_y(u.home)) as lat
      from unit u left join unit_state s using (unit_id)
      where u.name like ${holdsText} or u.name_en ilike ${holdsText} or u.code like ${begins} order by u.code limit 5`)
  }
  const hits: SearchHit[] = []
  for (const query of queries) {
    const { rows } = await query.execute(trx)
    hits.push(
      ...rows.map(
        ({ kind, id, name, name_en, detail, lng, lat }): SearchHit => ({
          kind,
          id,
          name,
          nameEn: name_en,
          detail,
          lngLat: lng === null || lat === null ? null : [lng, lat],
        }),
      ),
    )
  }
  return hits
}
