import { type Kysely, sql } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import { listLimits } from '../basis/find-category.ts'
import { readCalendar } from '../basis/read-calendar.ts'
import { remainingMinutes } from '../clocks/add-time.ts'
import {
  type ClockLevel,
  clockLevelAt,
  type Limit,
  limitsFor,
  runningClock,
  runningDue,
} from '../clocks/deadlines.ts'
import type { WorkCalendar } from '../clocks/work-calendar.ts'
import type { Database } from '../db/schema.ts'
import { CodedError } from '../errors.ts'
import type { CaseState, LimitClock } from '../exchange/bundle.ts'
import { levelOfRowThen } from './case-then.ts'
import { standingsThen } from './rows-then.ts'

/** A case as lists show it. Instants are ISO 8601; `lngLat` is WGS 84. */
export type CaseRow = {
  readonly caseId: number
  readonly number: string
  readonly version: number
  readonly state: CaseState
  readonly channel: string
  readonly foundBy: 'public' | 'us' | 'machine'
  readonly categoryId: number | null
  readonly categoryName: string
  readonly categoryNameEn: string
  readonly severity: string
  readonly description: string
  readonly address: string
  readonly lngLat: LngLat | null
  readonly areaName: string
  readonly areaNameEn: string
  readonly dutyGridId: number | null
  readonly dutyGridCode: string
  readonly dutyGridName: string
  readonly dutyGridNameEn: string
  readonly departmentId: number | null
  readonly departmentName: string
  readonly departmentNameEn: string
  readonly unitId: number | null
  readonly unitName: string
  readonly unitNameEn: string
  readonly reportedAt: string
  readonly dueAt: string | null
  readonly handleDueAt: string | null
  /** Which of the two binds now: what is left is left until then. Null for a finished case. */
  readonly runningDueAt: string | null
  readonly clockLevel: ClockLevel
  /** On the case's own clock: work minutes on work clocks. Negative once overdue, null for a finished case. */
  readonly remainingMinutes: number | null
  /** What counts them; null where nothing does. */
  readonly clock: LimitClock | null
  /** The clock stands: an approved pause, a consult, a shelved case. */
  readonly isPaused: boolean
  /** The case that this one was merged into, or is a part of. */
  readonly masterCaseId: number | null
  /** Whoever at the center has taken it upon themselves; '' where nobody has. */
  readonly claimedBy: string
  readonly claimedByUserId: string
  readonly family: 'merged' | 'child' | null
}

/** `case_record` with the names that a row shows; areas and grids as they were at the case's time. */
function selectCaseRows(db: Kysely<Database>) {
  return db
    .selectFrom('case_record')
    .leftJoin('category', 'category.category_id', 'case_record.category_id')
    .leftJoin('area', 'area.version_id', 'case_record.area_version_id')
    .leftJoin('duty_grid', 'duty_grid.version_id', 'case_record.duty_grid_version_id')
    .leftJoin('department', 'department.department_id', 'case_record.department_id')
    .leftJoin('unit', 'unit.unit_id', 'case_record.unit_id')
    .leftJoin('case_claim', 'case_claim.case_id', 'case_record.case_id')
    .select([
      'case_record.case_id',
      'case_record.number',
      'case_record.version',
      'case_record.state',
      'case_record.channel',
      'case_record.found_by',
      'case_record.category_id',
      'category.name as category_name',
      'category.name_en as category_name_en',
      'case_record.severity',
      'case_record.description',
      'case_record.address',
      sql<number | null>`st_x(case_record.geom)`.as('lng'),
      sql<number | null>`st_y(case_record.geom)`.as('lat'),
      'area.name as area_name',
      'area.name_en as area_name_en',
      'case_record.duty_grid_id',
      'duty_grid.code as duty_grid_code',
      'duty_grid.name as duty_grid_name',
      'duty_grid.name_en as duty_grid_name_en',
      'case_record.department_id',
      'department.name as department_name',
      'department.name_en as department_name_en',
      'case_record.unit_id',
      'unit.name as unit_name',
      'unit.name_en as unit_name_en',
      'case_record.reported_at',
      'case_record.registered_at',
      'case_record.due_at',
      'case_record.handle_due_at',
      'case_record.warn_at',
      'case_record.clock_level',
      'case_record.clock_paused_at',
      'case_record.condition',
      'case_record.stage_step',
      'case_record.master_case_id',
      'case_claim.name as claimed_by',
      'case_claim.user_id as claimed_by_user_id',
      'case_record.family',
    ])
}
type SelectedRow = Awaited<ReturnType<ReturnType<typeof selectCaseRows>['execute']>>[number]

/**
 * The rows of these cases in the order of their ids, with the remaining time on each case's own clock. Lists choose
 * their ids first and ask for names after: joins before a limit would name every case of the city.
 *
 * @param isPast as they stood at `now`, by their steps until then; names, places and deadlines are those of today
 */
export async function listCaseRows(
  db: Kysely<Database>,
  caseIds: readonly number[],
  now: Date,
  { isPast = false } = {},
): Promise<CaseRow[]> {
  if (caseIds.length === 0) return []
  const known = await selectCaseRows(db).where('case_record.case_id', 'in', caseIds).execute()
  const rows = isPast ? await rowsThen(db, known, now) : known
  const calendar = await readCalendar(db)
  const categoryIds = new Set(rows.map((row) => row.category_id).filter((id) => id !== null))
  const limits = await listLimits(db, [...categoryIds])
  const presented = new Map(
    rows.map((row) => {
      const ofCategory = limits.get(row.category_id ?? 0) ?? []
      const presented = presentCaseRow(row, ofCategory, calendar, now.getTime())
      // In the past the level is what the map and the filter go by.
      return [row.case_id, isPast ? { ...presented, clockLevel: row.clock_level } : presented]
    }),
  )
  return caseIds.flatMap((caseId) => presented.get(caseId) ?? [])
}

async function rowsThen(
  db: Kysely<Database>,
  rows: readonly SelectedRow[],
  then: Date,
): Promise<SelectedRow[]> {
  const standings = await standingsThen(
    db,
    rows.map((row) => row.case_id),
    then,
  )
  return rows.map((row) => ({
    ...row,
    ...standings.get(row.case_id),
    registered_at: row.registered_at && row.registered_at <= then ? row.registered_at : null,
    clock_level: levelOfRowThen(row, then),
    clock_paused_at: null,
    claimed_by: null,
    claimed_by_user_id: null,
  }))
}

function presentCaseRow(
  row: SelectedRow,
  limits: readonly Limit[],
  calendar: WorkCalendar,
  nowMs: number,
): CaseRow {
  const clock = clockOf(row, limits, calendar, row.clock_paused_at?.getTime() ?? nowMs)
  return {
    caseId: row.case_id,
    number: row.number,
    version: row.version,
    state: row.state,
    channel: row.channel,
    foundBy: row.found_by,
    categoryId: row.category_id,
    categoryName: row.category_name ?? '',
    categoryNameEn: row.category_name_en ?? '',
    severity: row.severity,
    description: row.description,
    address: row.address,
    lngLat: row.lng === null || row.lat === null ? null : [row.lng, row.lat],
    areaName: row.area_name ?? '',
    areaNameEn: row.area_name_en ?? '',
    dutyGridId: row.duty_grid_id,
    dutyGridCode: row.duty_grid_code ?? '',
    dutyGridName: row.duty_grid_name ?? '',
    dutyGridNameEn: row.duty_grid_name_en ?? '',
    departmentId: row.department_id,
    departmentName: row.department_name ?? '',
    departmentNameEn: row.department_name_en ?? '',
    unitId: row.unit_id,
    unitName: row.unit_name ?? '',
    unitNameEn: row.unit_name_en ?? '',
    reportedAt: row.reported_at.toISOString(),
    dueAt: row.due_at?.toISOString() ?? null,
    handleDueAt: row.handle_due_at?.toISOString() ?? null,
    ...clock,
    isPaused: row.clock_paused_at !== null,
    masterCaseId: row.master_case_id,
    claimedBy: row.claimed_by ?? '',
    claimedByUserId: row.claimed_by_user_id ?? '',
    family: row.family,
  }
}

function clockOf(
  row: SelectedRow,
  limits: readonly Limit[],
  calendar: WorkCalendar,
  nowMs: number,
): Pick<CaseRow, 'clockLevel' | 'remainingMinutes' | 'clock' | 'runningDueAt'> {
  const isFinished = row.state === 'closed' || row.state === 'canceled'
  if (isFinished || row.due_at === null)
    return { clockLevel: row.clock_level, remainingMinutes: null, clock: null, runningDueAt: null }
  const dueAtMs = row.due_at.getTime()
  const handleDueAtMs = row.handle_due_at?.getTime() ?? null
  const warnAtMs = row.warn_at?.getTime() ?? dueAtMs
  const due = runningDue({ dueAtMs, handleDueAtMs }, row.state)
  const clock = runningClock(limitsFor(limits, row.condition, row.stage_step), {
    isRegistered: row.registered_at !== null,
    isHandleBinding: due !== dueAtMs,
  })
  return {
    clockLevel: clockLevelAt({ dueAtMs, handleDueAtMs, warnAtMs }, row.state, nowMs),
    remainingMinutes: Math.round(remainingMinutes(calendar, clock, nowMs, due)),
    runningDueAt: new Date(due).toISOString(),
    clock,
  }
}

export async function getCaseRow(db: Kysely<Database>, caseId: number, now: Date): Promise<CaseRow> {
  const [row] = await listCaseRows(db, [caseId], now)
  if (!row) throw new CodedError('not_found', 'CASE_NOT_FOUND', '没有这个案件', 'There is no such case')
  return row
}
