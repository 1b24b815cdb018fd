import { sql } from 'kysely'
import type { Trx } from '../../db/client.ts'
import type { BundleDepartment, BundlePerson, BundleRosterShift, BundleUnit } from '../bundle.ts'
import { insertRows, pointColumn, textArrayColumn } from './insert-rows.ts'
import { currentIds } from './load-geography.ts'
import { inTransaction, type Loader } from './loader.ts'

/** Departments, people with their grids, units with their shifts; by code, the newest statement holds. */
export async function loadOrganization(loader: Loader): Promise<void> {
  const { bundle } = loader
  await inTransaction(loader, async (trx) => {
    const areaIds = await currentIds(trx, 'area', bundle.sourceSystem)
    const areaId = (code: string | null) => (code === null ? null : (areaIds.get(code) ?? null))
    await insertRows<BundleDepartment>(
      trx,
      {
        table: 'department',
        columns: [
          { name: 'code', type: 'text', value: ({ code }) => code },
          { name: 'name', type: 'text', value: ({ name }) => name },
          { name: 'name_en', type: 'text', value: ({ nameEn }) => nameEn },
          { name: 'kind', type: 'text', value: ({ kind }) => kind },
          { name: 'integration_level', type: 'smallint', value: ({ integrationLevel }) => integrationLevel },
          { name: 'area_id', type: 'int', value: ({ areaCode }) => areaId(areaCode) },
          { name: 'mandate', type: 'text', value: ({ mandate }) => mandate ?? '' },
          { name: 'mandate_en', type: 'text', value: ({ mandateEn }) => mandateEn ?? '' },
        ],
        conflict: sql`on conflict (code) do update set name = excluded.name, name_en = excluded.name_en, kind = excluded.kind,
          integration_level = excluded.integration_level, area_id = excluded.area_id, mandate = excluded.mandate,
          mandate_en = excluded.mandate_en`,
      },
      bundle.departments,
    )
    const departmentIds = await idsByCode(trx, 'department')
    await insertRows<BundlePerson>(
      trx,
      {
        table: 'person',
        columns: [
          { name: 'code', type: 'text', value: ({ code }) => code },
          { name: 'name', type: 'text', value: ({ name }) => name },
          { name: 'name_en', type: 'text', value: ({ nameEn }) => nameEn },
          { name: 'post', type: 'text', value: ({ post }) => post },
          {
            name: 'department_id',
            type: 'int',
            value: ({ departmentCode }) =>
              departmentCode === null ? null : (departmentIds.get(departmentCode) ?? null),
          },
          { name: 'scope_area_id', type: 'int', value: ({ areaCode }) => areaId(areaCode) ?? 0 },
        ],
        conflict: sql`on conflict (code) do update set name = excluded.name, name_en = excluded.name_en, post = excluded.post,
          department_id = excluded.department_id, scope_area_id = excluded.scope_area_id`,
      },
      bundle.people,
    )
    const personIds = await idsByCode(trx, 'person')
    await insertRows<BundlePerson>(
      trx,
      {
        table: 'person_private',
        columns: [
          { name: 'person_id', type: 'int', value: ({ code }) => personIds.get(code) },
          { name: 'phone', type: 'text', value: ({ phone }) => phone },
        ],
        conflict: sql`on conflict (person_id) do update set phone = excluded.phone`,
      },
      bundle.people.filter(({ phone }) => phone !== ''),
    )
    await insertRows<BundleRosterShift>(
      trx,
      {
        table: 'roster_shift',
        columns: [
          { name: 'person_id', type: 'int', value: ({ personCode }) => personIds.get(personCode) },
          { name: 'weekday', type: 'smallint', value: ({ weekday }) => weekday },
          { name: 'start_minute', type: 'smallint', value: ({ startMinute }) => startMinute },
          { name: 'end_minute', type: 'smallint', value: ({ endMinute }) => endMinute },
          { name: 'kind', type: 'text', value: ({ kind }) => kind },
        ],
        conflict: sql`on conflict (person_id, weekday, start_minute) do update set end_minute = excluded.end_minute,
          kind = excluded.kind`,
      },
      bundle.roster ?? [],
    )
    const dutyGridIds = await currentIds(trx, 'duty_grid', bundle.sourceSystem)
    await insertRows(
      trx,
      {
        table: 'duty_grid_person',
        columns: [
          { name: 'duty_grid_id', type: 'int', value: (row) => row.dutyGridId },
          { name: 'person_id', type: 'int', value: (row) => row.personId },
          { name: 'duty', type: 'text', value: (row) => row.duty },
        ],
        conflict: sql`on conflict do nothing`,
      },
      bundle.dutyGrids.flatMap(({ code, people }) =>
        people.map(({ personCode, duty }) => ({
          dutyGridId: dutyGridIds.get(code),
          personId: personIds.get(personCode),
          duty,
        })),
      ),
    )
    await insertRows<BundleUnit>(
      trx,
      {
        table: 'unit',
        columns: [
          { name: 'code', type: 'text', value: ({ code }) => code },
          { name: 'name', type: 'text', value: ({ name }) => name },
          { name: 'name_en', type: 'text', value: ({ nameEn }) => nameEn },
          { name: 'kind', type: 'text', value: ({ kind }) => kind },
          {
            name: 'department_id',
            type: 'int',
            value: ({ departmentCode }) => departmentIds.get(departmentCode),
          },
          textArrayColumn('skills', ({ skills }) => skills),
          pointColumn('home', ({ home }) => home),
          { name: 'scope_area_id', type: 'int', value: ({ areaCode }) => areaId(areaCode) ?? 0 },
          { name: 'crew_size', type: 'smallint', value: ({ outfit }) => outfit?.crewSize ?? 2 },
          { name: 'vehicle_kind', type: 'text', value: ({ outfit }) => outfit?.vehicleKind ?? '' },
          { name: 'vehicle_plate', type: 'text', value: ({ outfit }) => outfit?.vehiclePlate ?? '' },
          textArrayColumn('equipment', ({ outfit }) => outfit?.equipment ?? []),
          { name: 'depot', type: 'text', value: ({ outfit }) => outfit?.depot ?? '' },
        ],
        conflict: sql`on conflict (code) do update set name = excluded.name, name_en = excluded.name_en, kind = excluded.kind,
          department_id = excluded.department_id, skills = excluded.skills, home = excluded.home, scope_area_id = excluded.scope_area_id,
          crew_size = excluded.crew_size, vehicle_kind = excluded.vehicle_kind, vehicle_plate = excluded.vehicle_plate,
          equipment = excluded.equipment, depot = excluded.depot`,
      },
      bundle.units,
    )
    const unitIds = await idsByCode(trx, 'unit')
    await insertRows(
      trx,
      {
        table: 'unit_shift',
        columns: [
          { name: 'unit_id', type: 'int', value: (row) => row.unitId },
          { name: 'weekday', type: 'smallint', value: (row) => row.weekday },
          { name: 'start_minute', type: 'smallint', value: (row) => row.startMinute },
          { name: 'end_minute', type: 'smallint', value: (row) => row.endMinute },
        ],
        conflict: sql`on conflict (unit_id, weekday, start_minute) do update set end_minute = excluded.end_minute`,
      },
      bundle.units.flatMap(({ code, shifts }) =>
        shifts.map((shift) => ({ ...shift, unitId: unitIds.get(code) })),
      ),
    )
  })
  loader.onProgress('organization', 1)
}

/** Code → id of departments, people, units, categories or parts. */
export async function idsByCode(
  trx: Trx,
  table: 'department' | 'person' | 'unit' | 'category' | 'sensor',
): Promise<Map<string, number>> {
  const { rows } = await sql<{ code: string; id: number }>`
    select code, ${sql.id(`${table}_id`)} as id from ${sql.table(table)}`.execute(trx)
  return new Map(rows.map(({ code, id }) => [code, id]))
}
