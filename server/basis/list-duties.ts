import { sql } from 'kysely'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import type { DutyKind, DutyLevel } from './tables.ts'

export type DutyRow = {
  /** Null where nobody is in charge of the category in the whole city: it falls to the subdistrict (属地兜底). */
  readonly dutyId: number | null
  readonly categoryId: number
  readonly categoryCode: string
  readonly categoryName: string
  readonly categoryNameEn: string
  readonly classCode: string
  readonly className: string
  readonly classNameEn: string
  readonly departmentId: number | null
  readonly departmentCode: string
  readonly departmentName: string
  readonly departmentNameEn: string
  /** '' is the whole city. */
  readonly areaCode: string
  readonly areaName: string
  readonly areaNameEn: string
  readonly kind: DutyKind
  readonly level: DutyLevel
  readonly note: string
}

/** Matter × department × level × area; a category without an entry for the whole city stands there as ownerless. */
export async function listDuties(services: Services, actor: Actor): Promise<DutyRow[]> {
  return withScope(services.db, actor, async (trx) => {
    const { rows } = await sql<DutyRow>`
      select d.duty_id as "dutyId", c.category_id as "categoryId", c.code as "categoryCode", c.name as "categoryName",
        c.name_en as "categoryNameEn", c.class_code as "classCode", c.class_name as "className",
        c.class_name_en as "classNameEn", d.department_id as "departmentId", coalesce(o.code, '') as "departmentCode",
        coalesce(o.name, '') as "departmentName", coalesce(o.name_en, '') as "departmentNameEn",
        coalesce(a.code, '') as "areaCode", coalesce(a.name, '') as "areaName", coalesce(a.name_en, '') as "areaNameEn",
        coalesce(d.kind, '') as kind, coalesce(d.level, '') as level, coalesce(d.note, '') as note
      from category c
        left join lateral (
          select * from duty where duty.category_id = c.category_id
          union all
          select null, c.category_id, null, null, '', '', '' where c.retired_at is null and not exists (
            select from duty where duty.category_id = c.category_id and duty.area_id is null)
        ) d on c.retired_at is null or d.duty_id is not null
        left join department o on o.department_id = d.department_id
        left join area a on a.area_id = d.area_id and upper_inf(a.valid)
      order by c.code collate "C", a.code collate "C" nulls first, d.duty_id`.execute(trx)
    return rows
  })
}
