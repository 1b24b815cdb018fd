import { sql } from 'kysely'
import type { BoundingBox } from '../../geo/lng-lat.ts'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { onShiftPersonIds } from './on-shift-people.ts'

/** A cell that nobody looked into for this long counts as unseen, until the page asks for another number. */
export const DEFAULT_UNSEEN_DAYS = 7
const DAY_MS = 86_400_000

export type MyGrid = {
  readonly dutyGridId: number
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly areaName: string
  readonly areaNameEn: string
  readonly bbox: BoundingBox
  readonly openCases: number
  readonly overdueCases: number
  readonly unitGrids: number
  readonly unseenUnitGrids: number
  readonly parts: number
  readonly people: number
  readonly peopleOnDuty: number
}

/** A chief's own duty grids; for others those in their scope. Most urgent first, 300 at most. */
export async function listMyGrids(
  services: Services,
  actor: Actor,
  unseenDays: number = DEFAULT_UNSEEN_DAYS,
): Promise<MyGrid[]> {
  const now = services.clock.now()
  const unseenBefore = new Date(now.getTime() - unseenDays * DAY_MS)
  const chiefId = actor.roles.includes('grid_chief') ? actor.personId : null
  return await withScope(services.db, actor, async (trx) => {
    const { rows } = await sql<
      Omit<MyGrid, 'bbox' | 'peopleOnDuty'> & { bbox: number[]; personIds: number[] }
    >`
      with mine as (
        select d.* from duty_grid d
        where upper_inf(d.valid) and (${chiefId}::int is null or exists (
          select from duty_grid_person p
          where p.duty_grid_id = d.duty_grid_id and p.person_id = ${chiefId}::int and p.duty = 'chief'))
      )
      select d.duty_grid_id as "dutyGridId", d.code, d.name, d.name_en as "nameEn",
        a.name as "areaName", a.name_en as "areaNameEn",
        array[ST_XMin(d.geom), ST_YMin(d.geom), ST_XMax(d.geom), ST_YMax(d.geom)] as bbox,
        coalesce(c.open, 0)::int as "openCases", coalesce(c.overdue, 0)::int as "overdueCases",
        coalesce(u.n, 0)::int as "unitGrids", coalesce(u.unseen, 0)::int as "unseenUnitGrids",
        coalesce(p.n, 0)::int as parts,
        coalesce(people.ids, '{}') as "personIds", coalesce(cardinality(people.ids), 0) as people
      from mine d
      left join area a on a.area_id = d.scope_area_id and upper_inf(a.valid)
      left join (
        select duty_grid_id, count(*) as open, count(*) filter (where clock_level = 'overdue') as overdue
        from case_record where state not in ('closed', 'canceled') group by 1
      ) c using (duty_grid_id)
      left join (
        select g.duty_grid_id, count(*) as n,
          count(*) filter (where coalesce(greatest(s.track_at, s.report_at, s.inspection_at), '-infinity') < ${unseenBefore}) as unseen
        from unit_grid g left join unit_grid_seen s using (unit_grid_id)
        where upper_inf(g.valid) group by 1
      ) u using (duty_grid_id)
      left join (select duty_grid_id, count(*) as n from part group by 1) p using (duty_grid_id)
      left join (
        select duty_grid_id, array_agg(distinct person_id) as ids from duty_grid_person group by 1
      ) people using (duty_grid_id)
      order by "overdueCases" desc, "openCases" desc, d.code collate "C"
      limit 300`.execute(trx)
    const onShift = await onShiftPersonIds(trx, now)
    return rows.map(({ bbox, personIds, ...row }) => ({
      ...row,
      bbox: bbox as unknown as BoundingBox,
      peopleOnDuty: personIds.filter((id) => onShift.has(id)).length,
    }))
  })
}
