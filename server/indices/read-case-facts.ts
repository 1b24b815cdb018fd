import { type Kysely, type SqlBool, sql, type Transaction } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { CaseFact } from './case-counts.ts'

export type PlacedCaseFact = CaseFact & {
  readonly caseId: number
  readonly dutyGridId: number | null
  readonly scopeAreaId: number
}
export type GeoJsonShape = {
  readonly type: 'Polygon' | 'MultiPolygon'
  readonly coordinates: unknown
}

/**
 * The cases reported from `from` up to `to`, in order of reporting, as the formulas need them; only what the transaction's
 * scope sees.
 *
 * @param within only those inside this shape (WGS 84), borders included
 */
export async function readCaseFacts(
  db: Kysely<Database> | Transaction<Database>,
  from: Date,
  to: Date,
  { within, areaIds }: { within?: GeoJsonShape; areaIds?: readonly number[] } = {},
): Promise<PlacedCaseFact[]> {
  let query = db
    .selectFrom('case_record')
    .select([
      'case_id as caseId',
      'category_id as categoryId',
      'unit_grid_id as unitGridId',
      'duty_grid_id as dutyGridId',
      'scope_area_id as scopeAreaId',
      'state',
      'found_by as foundBy',
      'auto_dispatched as isAutoDispatched',
      'reported_at',
      'dispatched_at',
      'due_at',
      'closed_at',
      'return_count as returnCount',
      'rework_count as reworkCount',
    ])
    .where('reported_at', '>=', from)
    .where('reported_at', '<', to)
    .orderBy('reported_at')
    .orderBy('case_id')
  if (areaIds) query = query.where('scope_area_id', 'in', [...areaIds])
  if (within) {
    query = query.where(
      sql<SqlBool>`ST_Covers(ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(within)}), 4326), geom)`,
    )
  }
  const rows = await query.execute()
  return rows.map(({ reported_at, dispatched_at, due_at, closed_at, ...row }) => ({
    ...row,
    reportedAtMs: reported_at.getTime(),
    dispatchedAtMs: dispatched_at?.getTime() ?? null,
    dueAtMs: due_at?.getTime() ?? null,
    closedAtMs: closed_at?.getTime() ?? null,
  }))
}
