import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { AreaRef } from '../locate/place.ts'
import { takesCases } from '../organization/integration.ts'
import { chooseDepartment, type DepartmentChoice } from './choose-department.ts'

/** Who is in charge of a category at a place. `areas` runs from the city down to the leaf, as the locator gives it. */
export async function findDepartment(
  db: Kysely<Database>,
  categoryId: number,
  areas: readonly AreaRef[],
): Promise<DepartmentChoice> {
  const duties = await db
    .selectFrom('duty')
    .innerJoin('department', 'department.department_id', 'duty.department_id')
    .select(['duty_id', 'duty.area_id', 'duty.department_id', 'name', 'name_en', 'integration_level'])
    .where('category_id', '=', categoryId)
    .orderBy('duty_id')
    .execute()
  const territorial = await db
    .selectFrom('department')
    .select(['department_id', 'area_id'])
    .where('kind', '=', 'subdistrict')
    .where('area_id', 'in', [0, ...areas.map((area) => area.areaId)])
    .orderBy('department_id')
    .execute()
  return chooseDepartment(
    areas.toReversed(),
    duties.map((duty) => ({
      dutyId: duty.duty_id,
      areaId: duty.area_id,
      departmentId: duty.department_id,
      ...(!takesCases(duty.integration_level) && { sharesOnly: { name: duty.name, nameEn: duty.name_en } }),
    })),
    territorial.flatMap(({ department_id, area_id }) =>
      area_id === null ? [] : [{ departmentId: department_id, areaId: area_id }],
    ),
  )
}
