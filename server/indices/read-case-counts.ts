import { type Kysely, type RawBuilder, type SqlBool, sql, type Transaction } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { CaseCounts } from './case-counts.ts'

export type PlacedCounts = CaseCounts & {
  readonly unitGridId: number | null
  readonly dutyGridId: number | null
  readonly scopeAreaId: number
}
export type GeoJsonShape = {
  readonly type: 'Polygon' | 'MultiPolygon'
  readonly coordinates: unknown
}

/**
 * Counts the cases reported from `from` up to `to`, a row for each unit grid (with its duty grid and leaf area), as they
 * stood at `at`; only what the transaction's scope sees. The database counts: a large city has more cases in a quarter
 * than one would want in memory.
 *
 * @param within only those inside this shape (WGS 84), borders included
 */
export async function readCaseCounts(
  db: Kysely<Database> | Transaction<Database>,
  from: Date,
  to: Date,
  { within, areaIds, at = to }: { within?: GeoJsonShape; areaIds?: readonly number[]; at?: Date } = {},
): Promise<PlacedCounts[]> {
  const conditions: RawBuilder<SqlBool>[] = [
    sql`reported_at >= ${from}`,
    sql`reported_at < ${to}`,
    sql`state <> 'canceled'`,
  ]
  if (areaIds) conditions.push(sql`scope_area_id = any(${[...areaIds]}::int[])`)
  if (within)
    conditions.push(sql`ST_Covers(ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(within)}), 4326), geom)`)
  const isDue = sql`due_at is not null and (due_at <= ${at} or closed_at <= ${at})`
  const isHandled = sql`(closed_at is not null or rework_count > 0)`
  const { rows } = await sql<PlacedCounts>`
    select unit_grid_id as "unitGridId", duty_grid_id as "dutyGridId", scope_area_id as "scopeAreaId",
      count(*)::int as total,
      count(*) filter (where ${isDue})::int as due,
      count(*) filter (where ${isDue} and closed_at <= due_at)::int as "closedOnTime",
      count(*) filter (where dispatched_at is not null)::int as dispatched,
      count(*) filter (where dispatched_at is not null and auto_dispatched)::int as "autoDispatched",
      count(*) filter (where dispatched_at is not null and return_count > 0)::int as returned,
      count(*) filter (where found_by <> 'public')::int as "foundByUs",
      count(*) filter (where unit_grid_id is not null and nth > 1)::int as repeated,
      count(*) filter (where ${isHandled})::int as handled,
      count(*) filter (where ${isHandled} and rework_count > 0)::int as reworked
    from (
      select *, row_number() over (partition by unit_grid_id, category_id order by reported_at, case_id) as nth
      from (
        select case_id, unit_grid_id, duty_grid_id, scope_area_id, category_id, found_by, auto_dispatched,
          reported_at, dispatched_at, due_at, closed_at, return_count, rework_count
        from case_record where ${sql.join(conditions, sql` and `)}
      ) chosen
    ) numbered
    group by unit_grid_id, duty_grid_id, scope_area_id`.execute(db)
  return rows
}
