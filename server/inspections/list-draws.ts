import { sql } from 'kysely'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

const SHOWN = 100

/** The draws that were made wholly within the actor's areas, newest first. */
export function listDraws(services: Services, actor: Actor) {
  return withScope(services.db, actor, async (trx) => {
    const { rows } = await sql<{
      drawId: number
      item: string
      itemEn: string
      areaName: string | null
      areaNameEn: string | null
      at: Date
      byName: string
      ratioPercent: number
      total: number
      done: number
      problems: number
      isSuperseded: boolean
      isPublished: boolean
      redrawOfId: number | null
    }>`
      select d.draw_id as "drawId", d.item, coalesce(i.name_en, d.item) as "itemEn", a.name as "areaName",
        a.name_en as "areaNameEn", d.at, d.by_name as "byName", d.ratio as "ratioPercent",
        d.superseded_at is not null as "isSuperseded", d.published_at is not null as "isPublished",
        d.redraw_of_id as "redrawOfId", v.total, v.done, v.problems
      from inspection_draw d
      left join inspection_item i using (item_id)
      left join area a using (area_id)
      cross join lateral (
        select count(*)::int as total, count(*) filter (where state = 'done')::int as done,
          count(*) filter (where result = 'problem')::int as problems
        from inspection_visit where draw_id = d.draw_id) v
      order by d.draw_id desc limit ${SHOWN}`.execute(trx)
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
  })
}
