import { sql } from 'kysely'
import { z } from 'zod'
import { type CaseRow, listCaseRows } from '../cases/case-rows.ts'
import { CLOSURE_LEVELS } from '../cases/closure-level.ts'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { AGE_BAND_MINUTES, FIGURE_CODES, FIGURES, type FigureCode, OPEN_CASE, spanOfBand } from './figures.ts'
import { closedLately } from './read-closures.ts'

export const behindSchema = z.object({
  /** Without one: every open case. */
  figure: z.enum(FIGURE_CODES as [FigureCode, ...FigureCode[]]).optional(),
  /** 0: not sent to anybody. */
  departmentId: z.number().int().min(0).optional(),
  unitId: z.number().int().positive().optional(),
  /** Cases closed lately at this level, in place of open ones. */
  closureLevel: z.enum(CLOSURE_LEVELS).optional(),
  /** Of these the subdistrict; 0: in none. */
  areaId: z.number().int().min(0).optional(),
  ageBand: z.number().int().min(0).max(AGE_BAND_MINUTES.length).optional(),
})
const SHOWN = 200

/** The cases behind a number of the monitor, those that wait longest first. */
export function listBehind(
  services: Services,
  actor: Actor,
  { figure, departmentId, unitId, ageBand, closureLevel, areaId }: z.output<typeof behindSchema>,
): Promise<{ readonly total: number; readonly rows: readonly (CaseRow & { readonly since: string })[] }> {
  const now = services.clock.now()
  const { where, since } = figure
    ? FIGURES[figure]
    : {
        where: () => sql<boolean>`true`,
        since: closureLevel ? sql<Date>`c.closed_at` : sql<Date>`c.reported_at`,
      }
  const span = ageBand === undefined ? { from: null, till: null } : spanOfBand(ageBand, now)
  const all = [
    ...(closureLevel ? [closedLately(now), sql<boolean>`c.closure_level = ${closureLevel}`] : [OPEN_CASE]),
    ...(areaId === undefined ? [] : [inSubdistrict(areaId)]),
    where(now),
    ...(span.from ? [sql<boolean>`${since} > ${span.from}`] : []),
    ...(span.till ? [sql<boolean>`${since} <= ${span.till}`] : []),
    ...(departmentId === undefined
      ? []
      : departmentId === 0
        ? [sql<boolean>`(c.department_id is null or c.state = 'registered')`]
        : [sql<boolean>`c.department_id = ${departmentId} and c.state <> 'registered'`]),
    ...(unitId === undefined
      ? []
      : [sql<boolean>`c.unit_id = ${unitId} and c.state in ('dispatched','signed','handled')`]),
  ]
  return withScope(services.db, actor, async (trx) => {
    const { rows } = await sql<{ case_id: number; since: Date | null; total: number }>`
      select c.case_id, ${since} as since, count(*) over ()::int as total
      from case_record c where ${sql.join(all, sql` and `)}
      order by ${since} nulls last, c.case_id limit ${SHOWN}`.execute(trx)
    const named = await listCaseRows(
      trx,
      rows.map((row) => row.case_id),
      now,
    )
    const sinceOf = new Map(rows.map((row) => [row.case_id, row.since]))
    return {
      total: rows[0]?.total ?? 0,
      rows: named.map((row) => ({
        ...row,
        since: sinceOf.get(row.caseId)?.toISOString() ?? row.reportedAt,
      })),
    }
  })
}

function inSubdistrict(areaId: number) {
  const inOne = sql`exists (select from area leaf join area s on s.level = 'subdistrict' and s.area_id = any (leaf.path)
    where leaf.area_id = c.scope_area_id`
  return areaId === 0 ? sql<boolean>`not ${inOne})` : sql<boolean>`${inOne} and s.area_id = ${areaId})`
}
