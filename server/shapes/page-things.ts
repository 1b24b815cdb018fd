import { sql } from 'kysely'
import { z } from 'zod'
import type { LngLat } from '../../geo/lng-lat.ts'
import { caseFilterSchema, shapeSchema } from '../cases/case-filter.ts'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { authorize } from '../identity/authorize.ts'
import { maskNumbers } from '../reports/mask-personal.ts'
import type { Services } from '../services.ts'
import { permissionOf, type ThingKind, thingKinds, thingsOf } from './thing-sources.ts'

export const thingColumns = ['code', 'name', 'class', 'state'] as const
const sortColumns = { code: 'code', name: 'name', class: 'class_code', state: 'state' } as const

export const pageThingsSchema = z.object({
  geometry: shapeSchema,
  kind: z.enum(thingKinds),
  /** Of cases alone: the queue's filter. */
  filter: caseFilterSchema.optional(),
  sort: z.enum(thingColumns).default('code'),
  isDescending: z.boolean().default(false),
  limit: z.number().int().min(1).max(500).default(200),
  cursor: z.string().max(1000).nullish(),
})

export type Thing = {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly nameEn: string
  /** Category of a case, class of a part, kind of a sensor, department of a unit. */
  readonly classCode: string
  readonly className: string
  readonly classNameEn: string
  /** State, condition, level, status. */
  readonly state: string
  readonly lngLat: LngLat
}

/** Where a page ended: what its last thing is sorted by, and its id. */
const cursorSchema = z.tuple([z.string(), z.number().int()])

type Row = Omit<Thing, 'lngLat'> & { readonly lng: number; readonly lat: number; readonly sorted: string }

const columns = sql`id, code, name, name_en as "nameEn", class_code as "classCode", class_name as "className",
  class_name_en as "classNameEn", state, st_x(geom) as lng, st_y(geom) as lat`

/** What stands inside a drawn shape, one by one, a page at a time in any order. */
export async function pageThings(
  services: Services,
  actor: Actor,
  input: z.output<typeof pageThingsSchema>,
): Promise<{ rows: readonly Thing[]; nextCursor: string | null }> {
  const { geometry, kind, filter, sort, isDescending, limit } = input
  authorize(actor, permissionOf[kind])
  const cursor = input.cursor ? parseCursor(input.cursor) : null
  const key = sql`coalesce(${sql.ref(sortColumns[sort])}, '')`
  const direction = isDescending ? sql`desc` : sql`asc`
  const beyond = isDescending ? sql`<` : sql`>`
  const rows = await withScope(services.db, actor, async (trx) => {
    const found = await sql<Row>`
      select ${columns}, ${key} as sorted
      from (${thingsOf(trx, kind, { within: geometry }, filter)}) things
      where ${cursor ? sql`(${key}, id) ${beyond} (${cursor[0]}::text, ${cursor[1]}::bigint)` : sql`true`}
      order by ${key} ${direction}, id ${direction} limit ${limit + 1}`.execute(trx)
    return found.rows
  })
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    rows: rows.slice(0, limit).map((row) => thingOf(kind, row)),
    nextCursor: last ? formatCursor([last.sorted, Number(last.id)]) : null,
  }
}

export const namedThingsSchema = z.object({
  kind: z.enum(thingKinds),
  ids: z.array(z.number().int()).max(500),
})

/** The things with these ids in the order in which they were named; those that the actor may not see are left out. */
export async function namedThings(
  services: Services,
  actor: Actor,
  { kind, ids }: z.output<typeof namedThingsSchema>,
): Promise<readonly Thing[]> {
  authorize(actor, permissionOf[kind])
  const { rows } = await withScope(services.db, actor, (trx) =>
    sql<Omit<Row, 'sorted'>>`select ${columns} from (${thingsOf(trx, kind, { ids })}) things`.execute(trx),
  )
  const placeOf = new Map(ids.map((id, place) => [id, place]))
  return rows
    .map((row) => thingOf(kind, row))
    .sort((a, b) => (placeOf.get(a.id) ?? 0) - (placeOf.get(b.id) ?? 0))
}

function thingOf(kind: ThingKind, { lng, lat, id, name, ...rest }: Omit<Row, 'sorted'>): Thing {
  const { code, nameEn, classCode, className, classNameEn, state } = rest
  return {
    id: Number(id),
    code,
    name: kind === 'case' ? maskNumbers(name) : name,
    nameEn,
    classCode,
    className,
    classNameEn,
    state,
    lngLat: [lng, lat],
  }
}

function formatCursor(cursor: z.infer<typeof cursorSchema>): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

function parseCursor(text: string): z.infer<typeof cursorSchema> {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch {
    throw new CodedError('bad_input', 'BAD_CURSOR', '翻页标记无效', 'The page cursor is not one of ours', {
      field: 'cursor',
      expected: 'nextCursor of an earlier page',
    })
  }
}
