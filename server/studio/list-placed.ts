import { sql } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import type { Trx } from '../db/client.ts'

type Placed = {
  readonly lngLat: LngLat
  readonly unitGridId: number | null
  readonly dutyGridId: number | null
}

/** A community's open cases and its parts, with the grids that they stand in. */
export async function listPlaced(
  trx: Trx,
  areaId: number,
): Promise<{
  cases: (Placed & { caseId: number; number: string })[]
  parts: (Placed & { partId: number })[]
}> {
  const cases = await trx
    .selectFrom('case_record')
    .select([
      'case_id as caseId',
      'number',
      'unit_grid_id as unitGridId',
      'duty_grid_id as dutyGridId',
      sql<LngLat>`array[ST_X(geom), ST_Y(geom)]`.as('lngLat'),
    ])
    .where('scope_area_id', '=', areaId)
    .where(sql<boolean>`case_record.state not in ('closed','canceled')`)
    .where('geom', 'is not', null)
    .orderBy('case_id')
    .execute()
  const parts = await trx
    .selectFrom('part')
    .select([
      'part_id as partId',
      'unit_grid_id as unitGridId',
      'duty_grid_id as dutyGridId',
      sql<LngLat>`array[ST_X(geom), ST_Y(geom)]`.as('lngLat'),
    ])
    .where('scope_area_id', '=', areaId)
    .execute()
  return { cases: cases.map((row) => ({ ...row, caseId: Number(row.caseId) })), parts }
}
