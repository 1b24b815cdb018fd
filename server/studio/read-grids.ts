import { type Kysely, sql } from 'kysely'
import { nodeCells } from '../../geo/node-cells.ts'
import { readWkbPolygons } from '../../geo/read-wkb.ts'
import type { Database } from '../db/schema.ts'
import type { GridContent } from './grid-content.ts'

/** A community's grids of today with the versions they stand in; cells share their borders edge by edge. */
export async function readGrids(
  db: Kysely<Database>,
  areaId: number,
): Promise<{ content: GridContent; versionIds: string[] }> {
  const duties = await db
    .selectFrom('duty_grid')
    .select(['version_id', 'duty_grid_id', 'code', 'name', 'name_en'])
    .where('scope_area_id', '=', areaId)
    .where('kind', '=', 'general')
    .where(sql<boolean>`upper_inf(valid)`)
    .orderBy('code')
    .execute()
  const cells = await db
    .selectFrom('unit_grid')
    .select(['version_id', 'unit_grid_id', 'code', 'duty_grid_id', 'land_use'])
    .select(sql<Uint8Array>`ST_AsBinary(geom)`.as('wkb'))
    .where('scope_area_id', '=', areaId)
    .where(sql<boolean>`upper_inf(valid)`)
    .orderBy('code')
    .execute()
  const shapes = nodeCells(cells.map(({ wkb }) => readWkbPolygons(wkb)))
  return {
    versionIds: [...duties, ...cells].map(({ version_id }) => version_id).sort(),
    content: {
      duties: duties.map((duty) => ({
        key: String(duty.duty_grid_id),
        dutyGridId: duty.duty_grid_id,
        code: duty.code,
        name: duty.name,
        nameEn: duty.name_en,
        from: [],
      })),
      cells: cells.map((cell, i) => ({
        unitGridId: cell.unit_grid_id,
        code: cell.code,
        dutyKey: String(cell.duty_grid_id),
        landUse: cell.land_use,
        from: [],
        polygons: shapes[i] ?? [],
      })),
    },
  }
}
