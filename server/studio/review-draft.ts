import { z } from 'zod'
import type { PolygonCoordinates } from '../../geo/lng-lat.ts'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { carveCell } from './carve-cell.ts'
import { checkGrids, type GridFault } from './check-grids.ts'
import { readDraft } from './draft-row.ts'
import { type DraftEffects, foreseeEffects } from './foresee-effects.ts'
import { type GridContent, gridContentSchema, mustFit } from './grid-content.ts'

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
export const carveDraftSchema = z.object({
  draftId: z.number().int().positive(),
  content: gridContentSchema,
  /** Rings in degrees, longitude first. */
  drawn: z.array(z.array(position).min(4).max(2000)).min(1).max(1),
})

/** What is wrong with a draft, and what it would change for whom. */
export async function reviewDraft(
  services: Services,
  actor: Actor,
  draftId: number,
): Promise<{ faults: GridFault[]; effects: DraftEffects }> {
  const { row, effects } = await withScope(services.db, actor, async (trx) => {
    const draft = await readDraft(trx, draftId)
    return { row: draft, effects: await foreseeEffects(trx, draft.scope_area_id, draft.content, draft.base) }
  })
  return { faults: await checkGrids(services.db, row.scope_area_id, row.content, row.base), effects }
}

/** The grids with a newly drawn cell, not yet kept: the screen keeps it like any other change. */
export async function carveDraft(
  services: Services,
  actor: Actor,
  { draftId, content, drawn }: z.output<typeof carveDraftSchema>,
): Promise<GridContent> {
  const row = await withScope(services.db, actor, (trx) => readDraft(trx, draftId))
  const cells = content as unknown as GridContent
  mustFit(cells, row.base)
  return carveCell(services.db, row.scope_area_id, cells, drawn as unknown as PolygonCoordinates)
}
