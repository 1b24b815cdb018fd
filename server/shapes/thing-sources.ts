import { type RawBuilder, sql } from 'kysely'
import { type CaseFilter, type Shape, whereCases } from '../cases/case-filter.ts'
import type { Trx } from '../db/client.ts'
import type { Permission } from '../identity/permissions.ts'

export const thingKinds = ['case', 'part', 'sensor', 'unit'] as const
export type ThingKind = (typeof thingKinds)[number]

export const permissionOf: Record<ThingKind, Permission> = {
  case: 'cases.read',
  part: 'parts.read',
  sensor: 'sensors.read',
  unit: 'units.read',
}

/** Things inside a shape, or those that are named. */
export type Chosen = { readonly within: Shape } | { readonly ids: readonly number[] }

/** The things of one kind, each kind with the same columns: id, code, name, name_en, class_*, state, geom. */
export function thingsOf(
  trx: Trx,
  kind: ThingKind,
  chosen: Chosen,
  filter: CaseFilter = {},
): RawBuilder<unknown> {
  switch (kind) {
    case 'case':
      return sql`${casesWhere(trx, { ...filter, ...('ids' in chosen ? { ids: [...chosen.ids] } : chosen) })}`
    case 'part':
      return sql`select part_id as id, part.code, c.name, c.name_en, c.class_code, c.class_name, c.class_name_en,
        part.condition as state, geom from part join category c using (category_id) where ${isChosen(chosen, 'part_id', sql`geom`)}`
    case 'sensor':
      return sql`select sensor_id as id, code, name, name_en, kind as class_code, '' as class_name,
        '' as class_name_en, level as state, geom from sensor where ${isChosen(chosen, 'sensor_id', sql`geom`)}`
    case 'unit':
      return sql`select unit_id as id, u.code, u.name, u.name_en, d.code as class_code, d.name as class_name,
        d.name_en as class_name_en, s.status as state, at.geom as geom
        from unit u join unit_state s using (unit_id) join department d using (department_id),
          st_setsrid(st_makepoint(s.lng, s.lat), 4326) as at(geom)
        where ${isChosen(chosen, 'unit_id', sql`at.geom`)}`
  }
}

function isChosen(chosen: Chosen, id: string, point: RawBuilder<unknown>): RawBuilder<unknown> {
  if ('ids' in chosen) return sql`${sql.ref(id)} = any(${chosen.ids}::bigint[])`
  const area = sql`st_makevalid(st_setsrid(st_geomfromgeojson(${JSON.stringify(chosen.within)}), 4326))`
  // The box is spelled out: under row-level security only leakproof operators may use the index.
  return sql`${point} && ${area} and st_intersects(${point}, ${area})`
}

function casesWhere(trx: Trx, filter: CaseFilter) {
  return trx
    .selectFrom('case_record')
    .leftJoin('category as c', 'c.category_id', 'case_record.category_id')
    .select([
      'case_record.case_id as id',
      'case_record.number as code',
      sql`coalesce(nullif(case_record.address, ''), case_record.description)`.as('name'),
      sql`''`.as('name_en'),
      sql`coalesce(c.code, '')`.as('class_code'),
      sql`coalesce(c.name, '')`.as('class_name'),
      sql`coalesce(c.name_en, '')`.as('class_name_en'),
      'case_record.state',
      'case_record.geom',
    ])
    .where((eb) => whereCases(eb as never, filter))
}
