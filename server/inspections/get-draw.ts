import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import { holds } from '../identity/permissions.ts'
import type { Services } from '../services.ts'
import { drawNotFound } from './draw.ts'
import { listText } from './draw-lots.ts'
import { listVisits } from './list-visits.ts'

/** A draw with all that it takes to draw it again, and how far its visits are. Which tie it was is the drawers' to know. */
export function getDraw(services: Services, actor: Actor, drawId: number) {
  return withScope(services.db, actor, async (trx) => {
    const draw = await trx
      .selectFrom('inspection_draw')
      .leftJoin('area', 'area.area_id', 'inspection_draw.area_id')
      .leftJoin('inspection_item', 'inspection_item.item_id', 'inspection_draw.item_id')
      .selectAll('inspection_draw')
      .select([
        'area.name as area_name',
        'area.name_en as area_name_en',
        'inspection_item.name_en as item_en',
      ])
      .where('draw_id', '=', drawId)
      .executeTakeFirst()
    if (!draw) throw drawNotFound()
    const redrawn = await trx
      .selectFrom('inspection_draw')
      .select(['draw_id', 'redraw_reason'])
      .where('redraw_of_id', '=', drawId)
      .executeTakeFirst()
    const knowsTies = holds(actor.roles, 'inspections.draw')
    const names = new Map(draw.input.inspectors.map(({ code, name }) => [code, name]))
    const lots = new Map(draw.result.objects.map((object) => [object.code, object]))
    const visits = await listVisits(trx, { drawId })
    return {
      drawId,
      item: draw.item,
      itemEn: draw.item_en ?? draw.item,
      areaName: draw.area_name,
      areaNameEn: draw.area_name_en,
      at: draw.at.toISOString(),
      byName: draw.by_name,
      seed: draw.seed,
      ratioPercent: draw.ratio,
      listSha256: draw.list_sha256,
      listText: listText(draw.input),
      counts: {
        objects: draw.input.objects.length,
        notDue: draw.input.notDue.length,
        inspectors: draw.input.inspectors.length,
      },
      notDue: draw.input.notDue,
      redrawOfId: draw.redraw_of_id,
      redrawReason: draw.redraw_reason,
      redrawn: redrawn ? { drawId: redrawn.draw_id, reason: redrawn.redraw_reason } : null,
      isSuperseded: draw.superseded_at !== null,
      publishedAt: draw.published_at?.toISOString() ?? null,
      visits: visits.map((visit) => {
        const lot = lots.get(visit.objectCode)
        return {
          ...visit,
          sha256: lot?.sha256 ?? '',
          lots: lot?.inspectors ?? [],
          avoided: (lot?.avoided ?? []).map(({ code, kind }) => ({
            code,
            name: names.get(code) ?? '',
            kind: knowsTies ? kind : null,
          })),
        }
      }),
    }
  })
}
