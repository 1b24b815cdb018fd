import { sql } from 'kysely'
import { z } from 'zod'
import { type CaseRow, listCaseRows } from '../cases/case-rows.ts'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { AGE_BAND_MINUTES, FIGURE_CODES, FIGURES, type FigureCode, OPEN_CASE, spanOfBand } from './figures.ts'

export const behindSchema = z.object({
  /** Without one: every open case. */
  figure: z.enum(FIGURE_CODES as [FigureCode, ...FigureCode[]]).optional(),
  /** 0: not sent to anybody. */
  departmentId: z.number().int().min(0).optional(),
  unitId: z.number().int().positive().optional(),
  ageBand: z.number().int().min(0).max(AGE_BAND_MINUTES.length).optional(),
})
const SHOWN = 200

/** The cases behind a number of the monitor, those that wait longest first. */
export function listBehind(
  services: Services,
  actor: Actor,
  { figure, departmentId, unitId, ageBand }: z.output<typeof behindSchema>,
): Promise<{ readonly total: number; readonly rows: readonly (CaseRow & { readonly since: string })[] }> {
  const now = services.clock.now()
  const { where, since } = figure
    ? FIGURES[figure]
    : { where: () => sql<boolean>`true`, since: sql<Date>`c.reported_at` }
  const span = ageBand === undefined ? { from: null, till: null } : spanOfBand(ageBand, now)
  const all = [
    OPEN_CASE,
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
