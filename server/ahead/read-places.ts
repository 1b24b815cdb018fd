import { sql } from 'kysely'
import { withSystem } from '../db/client.ts'
import type { Services } from '../services.ts'
import type { AgedPart } from './find-aged-parts.ts'

/** Parts past the life that the dictionary gives their class, with what happened to them within a year. */
export async function readAgedParts(
  { db }: Pick<Services, 'db'>,
  at: Date,
  lifeTimes: number,
): Promise<AgedPart[]> {
  return withSystem(db, 'ahead.detect', async (trx) => {
    const { rows } = await sql<AgedPart>`
      with past as (
        select p.part_id, p.duty_grid_id, p.category_id, p.condition,
          extract(epoch from ${at}::timestamptz - p.installed_on) / 31557600.0 as age,
          k.service_life_years * ${lifeTimes}::real as life
        from part p join category k using (category_id)
        where p.duty_grid_id is not null
          and p.installed_on < ${at}::timestamptz
            - make_interval(days => (k.service_life_years * ${lifeTimes}::real * 365.25)::int)
      )
      select past.part_id as "partId", past.duty_grid_id as "dutyGridId", past.category_id as "categoryId",
        past.age::float8 as "ageYears", past.life::float8 as "lifeYears", past.condition,
        coalesce(c.n, 0)::int as cases
      from past
      left join (
        select part_id, count(*) as n from case_record
        where part_id is not null and reported_at >= ${at}::timestamptz - interval '365 days' and reported_at < ${at}
        group by 1
      ) c using (part_id)
      order by past.part_id`.execute(trx)
    return rows
  })
}

export type UnseenGrid = {
  readonly unitGridId: number
  readonly lastSeenAt: Date | null
}

/** Unit grids that no track, report or inspection has fallen into since; as the grid page and the phone have it. */
export async function readUnseenGrids({ db }: Pick<Services, 'db'>, before: Date): Promise<UnseenGrid[]> {
  return withSystem(db, 'ahead.detect', async (trx) => {
    const { rows } = await sql<UnseenGrid>`
      select g.unit_grid_id as "unitGridId", greatest(s.track_at, s.report_at, s.inspection_at) as "lastSeenAt"
      from unit_grid g left join unit_grid_seen s using (unit_grid_id)
      where upper_inf(g.valid)
        and coalesce(greatest(s.track_at, s.report_at, s.inspection_at), '-infinity') < ${before}
      order by g.unit_grid_id`.execute(trx)
    return rows
  })
}
