import { sql } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import type { Trx } from '../db/client.ts'

/** Somebody of ours stood in a unit grid and looked. */
export async function markSeen(
  trx: Trx,
  seen: {
    readonly personId: number | null
    readonly unitGridId: number
    readonly scopeAreaId: number
    readonly lngLat: LngLat
    readonly at: Date
    readonly result?: 'normal' | 'problem'
  },
): Promise<void> {
  await trx
    .insertInto('inspection')
    .values({
      person_id: seen.personId,
      part_id: null,
      at: seen.at,
      ...(seen.result && { result: seen.result }),
      scope_area_id: seen.scopeAreaId,
      unit_grid_id: seen.unitGridId,
      geom: sql<string>`st_setsrid(st_makepoint(${seen.lngLat[0]}, ${seen.lngLat[1]}), 4326)`,
    })
    .execute()
  await trx
    .insertInto('unit_grid_seen')
    .values({ unit_grid_id: seen.unitGridId, inspection_at: seen.at })
    .onConflict((conflict) =>
      conflict.column('unit_grid_id').doUpdateSet({
        inspection_at: sql<Date>`greatest(unit_grid_seen.inspection_at, excluded.inspection_at)`,
      }),
    )
    .execute()
}
