import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { LngLat } from '../../geo/lng-lat.ts'
import { type Shape, shapeSchema } from '../cases/case-filter.ts'
import { type Trx, withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import { holds, type Permission } from '../identity/permissions.ts'
import type { Services } from '../services.ts'

export const thingsInShapeSchema = z.object({ geometry: shapeSchema })
const MOST_ROWS = 200

export type ThingKind = 'part' | 'sensor' | 'unit'
export type Thing = {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly nameEn: string
  /** Class of a part, kind of a sensor, department of a unit. */
  readonly classCode: string
  /** Condition, level, status. */
  readonly state: string
  readonly lngLat: LngLat
}
export type Things = {
  readonly total: number
  /** The largest first. Names only where the class has one. */
  readonly byClass: readonly {
    readonly classCode: string
    readonly name: string
    readonly nameEn: string
    readonly n: number
  }[]
  /** At most 200, by code. */
  readonly rows: readonly Thing[]
}

type Source = {
  readonly permission: Permission
  /** Columns of a thing, from tables and conditions; `inside` is the condition on a point. */
  readonly select: (inside: (point: RawBuilder<unknown>) => RawBuilder<unknown>) => RawBuilder<unknown>
}

const SOURCES: Record<ThingKind, Source> = {
  part: {
    permission: 'parts.read',
    select: (
      inside,
    ) => sql`select part_id as id, part.code, c.name, c.name_en, c.class_code, c.class_name, c.class_name_en,
      part.condition as state, geom from part join category c using (category_id) where ${inside(sql`geom`)}`,
  },
  sensor: {
    permission: 'sensors.read',
    select: (inside) => sql`select sensor_id as id, code, name, name_en, kind as class_code, '' as class_name,
      '' as class_name_en, level as state, geom from sensor where ${inside(sql`geom`)}`,
  },
  unit: {
    permission: 'units.read',
    select: (
      inside,
    ) => sql`select unit_id as id, u.code, u.name, u.name_en, d.code as class_code, d.name as class_name,
      d.name_en as class_name_en, s.status as state, at.geom as geom
      from unit u join unit_state s using (unit_id) join department d using (department_id),
        st_setsrid(st_makepoint(s.lng, s.lat), 4326) as at(geom)
      where ${inside(sql`at.geom`)}`,
  },
}

/** What stands inside a drawn shape besides cases, by class and one by one; only what the actor may see. */
export function thingsInShape(
  services: Services,
  actor: Actor,
  { geometry }: z.output<typeof thingsInShapeSchema>,
): Promise<Record<ThingKind, Things>> {
  return withScope(services.db, actor, async (trx) => ({
    part: await read(trx, actor, SOURCES.part, geometry),
    sensor: await read(trx, actor, SOURCES.sensor, geometry),
    unit: await read(trx, actor, SOURCES.unit, geometry),
  }))
}

type Row = {
  readonly class_code: string
  readonly class_name: string
  readonly class_name_en: string
  readonly n: number
}
type ThingRow = Omit<Thing, 'nameEn' | 'classCode' | 'lngLat'> & {
  readonly name_en: string
  readonly class_code: string
  readonly lng: number
  readonly lat: number
}

async function read(trx: Trx, actor: Actor, { permission, select }: Source, shape: Shape): Promise<Things> {
  if (!holds(actor.roles, permission)) return { total: 0, byClass: [], rows: [] }
  const area = sql`st_makevalid(st_setsrid(st_geomfromgeojson(${JSON.stringify(shape)}), 4326))`
  // The box is spelled out: under row-level security only leakproof operators may use the index.
  const things = select((point) => sql`${point} && ${area} and st_intersects(${point}, ${area})`)
  const { rows: classes } = await sql<Row>`select class_code, class_name, class_name_en, count(*) as n
    from (${things}) things group by 1, 2, 3 order by n desc, class_code`.execute(trx)
  const { rows } =
    await sql<ThingRow>`select id, code, name, name_en, class_code, state, st_x(geom) as lng, st_y(geom) as lat
    from (${things}) things order by code, id limit ${MOST_ROWS}`.execute(trx)
  return {
    total: classes.reduce((sum, { n }) => sum + Number(n), 0),
    byClass: classes.map(({ class_code, class_name, class_name_en, n }) => ({
      classCode: class_code,
      name: class_name,
      nameEn: class_name_en,
      n: Number(n),
    })),
    rows: rows.map(({ name_en, class_code, lng, lat, ...row }) => ({
      ...row,
      nameEn: name_en,
      classCode: class_code,
      lngLat: [lng, lat],
    })),
  }
}
