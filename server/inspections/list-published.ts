import { sql } from 'kysely'
import { withSystem } from '../db/client.ts'
import type { Services } from '../services.ts'
import { listText } from './draw-lots.ts'

const SHOWN = 30

/**
 * What everybody may see of published draws: objects, departments and results, with seed and lists to draw them again.
 * Inspectors are numbers here, and what was written by hand on site stays inside.
 */
export function listPublished(services: Services) {
  return withSystem(services.db, 'inspections.published', async (trx) => {
    const draws = await trx
      .selectFrom('inspection_draw')
      .leftJoin('inspection_item', 'inspection_item.item_id', 'inspection_draw.item_id')
      .select(['draw_id', 'item', 'inspection_item.name_en', 'at', 'seed', 'ratio', 'input', 'list_sha256'])
      .select(['published_at', 'result', 'basis', 'basis_en'])
      .where('published_at', 'is not', null)
      .orderBy('published_at', 'desc')
      .orderBy('draw_id', 'desc')
      .limit(SHOWN)
      .execute()
    const { rows: visits } = await sql<{
      drawId: number
      code: string
      name: string
      nameEn: string
      result: 'pass' | 'problem' | null
      doneAt: Date | null
      problems: { zh: string; en: string }[]
      departments: { zh: string; en: string }[]
    }>`
      select v.draw_id as "drawId", o.code, o.name, o.name_en as "nameEn", v.result, v.done_at as "doneAt",
        coalesce((select jsonb_agg(jsonb_build_object('zh', c->>'zh', 'en', c->>'en'))
          from jsonb_array_elements(v.answers) a join jsonb_array_elements(t.checklist) c on c->>'code' = a->>'code'
          where a->>'result' = 'problem'), '[]') as problems,
        coalesce((select jsonb_agg(distinct jsonb_build_object('zh', d.name, 'en', d.name_en))
          from inspection_visit_inspector vi join inspection_inspector i using (inspector_id)
          join department d on d.department_id = i.department_id
          where vi.visit_id = v.visit_id), '[]') as departments
      from inspection_visit v join inspection_object o using (object_id) join inspection_item t using (item_id)
      where v.draw_id = any (${draws.map(({ draw_id }) => draw_id)}::bigint[])
      order by v.draw_id, v.ordinal`.execute(trx)
    return draws.map((draw) => ({
      drawId: draw.draw_id,
      item: draw.item,
      itemEn: draw.name_en || draw.item,
      basis: draw.basis ?? '',
      basisEn: draw.basis_en || (draw.basis ?? ''),
      at: draw.at.toISOString(),
      publishedAt: draw.published_at?.toISOString() ?? '',
      seed: draw.seed,
      ratioPercent: draw.ratio,
      listSha256: draw.list_sha256,
      listText: listText(draw.input),
      counts: {
        objects: draw.input.objects.length,
        notDue: draw.input.notDue.length,
        inspectors: draw.input.inspectors.length,
      },
      visits: visits
        .filter(({ drawId }) => drawId === draw.draw_id)
        .map(({ drawId: _, doneAt, ...visit }) => ({
          ...visit,
          doneAt: doneAt?.toISOString() ?? null,
          inspectorCodes:
            draw.result.objects.find(({ code }) => code === visit.code)?.inspectors.map(({ code }) => code) ??
            [],
        })),
    }))
  })
}
