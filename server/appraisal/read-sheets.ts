import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { readCalendar } from '../basis/read-calendar.ts'
import { type Trx, withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import { holds } from '../identity/permissions.ts'
import type { Services } from '../services.ts'
import { SILENT_MS } from './calculate-sheet.ts'
import { monthAfter, monthOf, monthSchema } from './month.ts'
import { readLines } from './read-lines.ts'
import { LEAST_CASES } from './score.ts'
import { type AppealState, type SheetState, SUBJECTS } from './tables.ts'

export const monthInputSchema = z.object({ month: monthSchema.nullable() })
export const itemsSchema = z.object({
  sheetId: z.number().int().positive(),
  subject: z.enum(SUBJECTS),
  subjectId: z.number().int().positive(),
  /** `minus` and `plus` by the points that count now; `appealed` those with an appeal. */
  show: z.enum(['all', 'minus', 'plus', 'appealed']).default('minus'),
  rowId: z.string().max(100).nullable().default(null),
  cursor: z.object({ closedAt: z.iso.datetime(), caseId: z.number().int() }).nullish(),
})

const MONTHS_BACK = 12
const PAGE = 50
const MAX_POINTS = 3000

/** Trials are seen by who calculates and who publishes; a published sheet by all staff. */
export function seesTrials(actor: Actor): boolean {
  return (
    actor.isWholeCity &&
    actor.handedTo === null &&
    (holds(actor.roles, 'appraisal.calculate') || holds(actor.roles, 'appraisal.publish'))
  )
}

/**
 * A month's sheet as this reader may see it: the one that stands, else the last trial. Null of `sheet`: none. Without a month
 * it is the latest one with a sheet that stands, else last month.
 */
export async function getSheet(services: Services, actor: Actor, input: z.output<typeof monthInputSchema>) {
  const at = services.clock.now()
  const { timeZone } = await readCalendar(services.db)
  const thisMonth = monthOf(timeZone, at)
  return withScope(services.db, actor, async (trx) => {
    const states: SheetState[] = seesTrials(actor)
      ? ['published', 'applied', 'calculated', 'running', 'failed']
      : ['published', 'applied']
    const standing = await trx
      .selectFrom('appraisal_sheet')
      .select(['month', 'state'])
      .where('state', 'in', states)
      .orderBy('month', 'desc')
      .execute()
    const month =
      input.month ??
      standing.find(({ state }) => state === 'published' || state === 'applied')?.month ??
      monthAfter(thisMonth, -1)
    const sheet = await trx
      .selectFrom('appraisal_sheet')
      .selectAll()
      .where('month', '=', month)
      .where('state', 'in', states)
      .orderBy(sql<SqlBool>`state in ('published', 'applied')`, 'desc')
      .orderBy('sheet_id', 'desc')
      .limit(1)
      .executeTakeFirst()
    const withdrawn = await trx
      .selectFrom('appraisal_sheet')
      .select(['sheet_id', 'withdrawn_at', 'withdrawn_by', 'withdrawn_reason'])
      .where('month', '=', month)
      .where('state', '=', 'withdrawn')
      .orderBy('sheet_id', 'desc')
      .execute()
    const isLost = sheet?.state === 'running' && at.getTime() - sheet.updated_at.getTime() > SILENT_MS
    return {
      month,
      /** Newest first, this one too; with what stands in each. */
      months: Array.from({ length: MONTHS_BACK + 1 }, (_, i) => monthAfter(thisMonth, -i)).map((name) => ({
        month: name,
        state: standing.find((one) => one.month === name)?.state ?? null,
      })),
      isOver: month < thisMonth,
      leastCases: LEAST_CASES,
      withdrawn: withdrawn.map((one) => ({
        sheetId: one.sheet_id,
        at: one.withdrawn_at!.toISOString(),
        by: one.withdrawn_by,
        reason: one.withdrawn_reason,
      })),
      sheet: sheet
        ? {
            sheetId: sheet.sheet_id,
            state: isLost ? ('failed' as const) : sheet.state,
            version: sheet.version,
            done: sheet.done,
            total: sheet.total,
            unscored: sheet.unscored,
            problem: isLost ? 'the server was restarted' : sheet.problem,
            asOf: sheet.as_of.toISOString(),
            isWholeMonth: sheet.as_of >= sheet.period_until,
            calculatedBy: sheet.calculated_by,
            publishedAt: sheet.published_at?.toISOString() ?? null,
            publishedBy: sheet.published_by,
            appealUntil: sheet.appeal_until?.toISOString() ?? null,
            isAppealTime: sheet.state === 'published' && (sheet.appeal_until ?? at) > at,
            appliedAt: sheet.applied_at?.toISOString() ?? null,
            appliedBy: sheet.applied_by,
            rules: await rulesOf(trx, sheet.sheet_id),
            lines: await readLines(trx, sheet.sheet_id, 'department'),
            areaLines: await readLines(trx, sheet.sheet_id, 'area'),
          }
        : null,
    }
  })
}

async function rulesOf(trx: Trx, sheetId: number) {
  const { rows } = await sql<{ code: string; version: number; name: string; nameEn: string; cases: number }>`
    select r.code, r.version, r.name, r.name_en as "nameEn", i.cases
    from (select rule_id, count(*) as cases from appraisal_item where sheet_id = ${sheetId} group by rule_id) i
    join rule r on r.rule_id = i.rule_id order by i.cases desc`.execute(trx)
  return rows
}

type ItemRow = {
  readonly caseId: number
  readonly number: string
  readonly description: string
  readonly departmentId: number
  readonly departmentName: string
  readonly departmentNameEn: string
  readonly closedAt: Date
  readonly points: number
  readonly adjustedPoints: number | null
  readonly rowId: string
  readonly zh: string
  readonly en: string
  readonly ruleCode: string
  readonly ruleVersion: number
  readonly appealId: number | null
  readonly appealState: AppealState | null
}

/** A department's or a subdistrict's cases of a sheet, the latest closed first, those that this reader may see; with how many by reason, and where. */
export function listItems(services: Services, actor: Actor, input: z.output<typeof itemsSchema>) {
  const { sheetId, subject, subjectId, show, rowId, cursor: after } = input
  return withScope(services.db, actor, async (trx) => {
    const isOf =
      subject === 'department'
        ? sql`i.department_id = ${subjectId}`
        : sql`i.scope_area_id in (select area_id from area where ${subjectId} = any(path))`
    const isShown = sql<SqlBool>`i.sheet_id = ${sheetId} and ${isOf}
      and exists (select from appraisal_sheet s where s.sheet_id = i.sheet_id
        and (s.state in ('published','applied') or ${seesTrials(actor)}))`
    const counts = sql`coalesce(i.adjusted_points, i.points)`
    const isWanted = {
      all: sql`true`,
      minus: sql`${counts} < 0`,
      plus: sql`${counts} > 0`,
      appealed: sql`a.appeal_id is not null`,
    }[show]
    const from = sql`from appraisal_item i
      join case_record c on c.case_id = i.case_id
      join rule r on r.rule_id = i.rule_id
      join department d on d.department_id = i.department_id
      left join appraisal_appeal a on a.sheet_id = i.sheet_id and a.case_id = i.case_id
      where ${isShown} and ${isWanted} and (${rowId}::text is null or i.row_id = ${rowId}::text)`
    const { rows } = await sql<ItemRow>`
      select i.case_id as "caseId", c.number, c.description, i.department_id as "departmentId",
        d.name as "departmentName", d.name_en as "departmentNameEn", i.closed_at as "closedAt", i.points,
        i.adjusted_points as "adjustedPoints", i.row_id as "rowId", i.reason_zh as zh, i.reason_en as en,
        r.code as "ruleCode", r.version as "ruleVersion", a.appeal_id as "appealId", a.state as "appealState"
      ${from} and (${after?.closedAt ?? null}::timestamptz is null
          or (i.closed_at, i.case_id) < (${after?.closedAt ?? null}::timestamptz, ${after?.caseId ?? 0}::bigint))
      order by i.closed_at desc, i.case_id desc limit ${PAGE + 1}`.execute(trx)
    const reasons = await sql<{ rowId: string; zh: string; en: string; cases: number; points: number }>`
      select i.row_id as "rowId", min(i.reason_zh) as zh, min(i.reason_en) as en, count(*) as cases, sum(${counts}) as points
      from appraisal_item i where ${isShown}
      group by i.row_id order by abs(sum(${counts})) desc, i.row_id`.execute(trx)
    const places = after
      ? null
      : await sql<{ caseId: number; lng: number; lat: number }>`
          select i.case_id as "caseId", st_x(c.geom) as lng, st_y(c.geom) as lat ${from} and c.geom is not null
          order by i.closed_at desc limit ${MAX_POINTS}`.execute(trx)
    const page = rows.slice(0, PAGE)
    const last = page.at(-1)
    return {
      items: page.map((row) => ({ ...row, closedAt: row.closedAt.toISOString() })),
      next:
        rows.length > PAGE && last ? { closedAt: last.closedAt.toISOString(), caseId: last.caseId } : null,
      reasons: reasons.rows,
      /** Null on later pages. */
      places: places?.rows ?? null,
    }
  })
}
