import { findCategory } from '../basis/find-category.ts'
import { readCalendar } from '../basis/read-calendar.ts'
import type { Reason } from '../cases/actions-for.ts'
import { CASE_COLUMNS, type CaseRecord, lngLatOf, PLACE_COLUMNS } from '../cases/case-row.ts'
import { type Trx, withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Locator } from '../locate/locator.ts'
import { type AuthoritySetting, authorityOf } from '../robot/authority-of.ts'
import { carefulScore, readCalibration } from '../robot/learn-calibration.ts'
import { readAuthority } from '../robot/read-authority.ts'
import { scoreOfPick } from '../robot/score-of.ts'
import type { Services } from '../services.ts'
import type { DepartmentReason } from './choose-department.ts'
import { findDepartment } from './find-department.ts'
import { rankNearest } from './rank-nearest.ts'
import type { UnitPick, UnitSkip } from './rank-units.ts'

export type Suggestion = {
  readonly department: {
    readonly departmentId: number
    readonly name: string
    readonly nameEn: string
    readonly reason: DepartmentReason
  } | null
  /** Best first. */
  readonly units: readonly UnitPick[]
  /** Nearest first, each with why not. */
  readonly skipped: readonly UnitSkip[]
  /** Why nobody can go; null where somebody can. */
  readonly shortfall: Reason | null
  /** What the robot may do here, and how sure it is of the first unit, calibrated, 0 to 1; null without one. */
  readonly robot: AuthoritySetting & { readonly score: number | null }
}

/** Who should take a case: the department of the duty list, its nearest able units, and why the others do not go. */
export async function suggestDispatch(services: Services, actor: Actor, caseId: number): Promise<Suggestion> {
  const now = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const record = await trx
      .selectFrom('case_record')
      .select([...CASE_COLUMNS, ...PLACE_COLUMNS])
      .where('case_id', '=', caseId)
      .executeTakeFirst()
    if (!record) throw new CodedError('not_found', 'CASE_NOT_FOUND', '没有这个案件', 'There is no such case')
    return suggestFor(trx, services.locator, record, now)
  })
}

/** The same for a case already read, in the caller's transaction. */
export async function suggestFor(
  trx: Trx,
  locator: Locator,
  record: CaseRecord,
  now: Date,
): Promise<Suggestion> {
  const lngLat = lngLatOf(record)
  const choice = await departmentFor(trx, locator, record)
  const department =
    choice &&
    (await trx
      .selectFrom('department')
      .select(['department_id as departmentId', 'name', 'name_en as nameEn'])
      .where('department_id', '=', choice.departmentId)
      .executeTakeFirst())
  const named = choice && department ? { ...department, reason: choice.reason } : null
  const areaIds = locator.findArea(record.scope_area_id)?.path ?? []
  const authority = authorityOf(await readAuthority(trx), record.category_id, areaIds)
  if (!lngLat)
    return {
      department: named,
      units: [],
      skipped: [],
      shortfall: NO_PLACE,
      robot: { ...authority, score: null },
    }
  const category =
    record.category_id === null ? undefined : await findCategory(trx, { categoryId: record.category_id })
  const calendar = await readCalendar(trx)
  const target = {
    lngLat,
    skill: category?.skill ?? '',
    needs: category?.equipment ?? [],
    nowMs: now.getTime(),
  }
  const { candidates, ...ranking } = await rankNearest(trx, locator, target, {
    departmentId: named?.departmentId ?? null,
    calendar,
    withUnable: true,
  })
  const [best] = ranking.units
  const plain = best ? scoreOfPick(best, named?.reason, candidates, now.getTime()) : null
  const score = plain === null ? null : carefulScore(plain, await readCalibration(trx))
  return { department: named, ...ranking, robot: { ...authority, score } }
}

/** The department that a case has, or that the duty list names; undefined where nobody is in charge. */
export async function departmentFor(trx: Trx, locator: Locator, record: CaseRecord) {
  // Before dispatch a department without a reason was only noted with the case (an import does so), not decided.
  const isNoted = record.department_reason === null && UNDISPATCHED.has(record.state)
  if (record.department_id !== null && !isNoted) {
    const reason = (record.department_reason ?? DECIDED) as DepartmentReason
    return { departmentId: record.department_id, reason }
  }
  if (record.category_id === null || record.lng === null || record.lat === null) return undefined
  const { areas } = locator.locate(record.lng, record.lat)
  const { departmentId, reason } = await findDepartment(trx, record.category_id, areas)
  return departmentId === null ? undefined : { departmentId, reason }
}

const NO_PLACE: Reason = { code: 'NO_PLACE', zh: '案件没有位置', en: 'The case has no place' }
const UNDISPATCHED: ReadonlySet<string> = new Set(['reported', 'accepted', 'registered'])
export const DECIDED: DepartmentReason = { how: 'person', zh: '案件已定部门', en: 'Decided with the case' }
