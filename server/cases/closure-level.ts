import type { Trx } from '../db/client.ts'
import type { AreaLevel } from '../exchange/bundle.ts'
import type { CaseRecord } from './case-row.ts'

/** From the lowest to the highest. */
export const CLOSURE_LEVELS = ['grid', 'community', 'subdistrict', 'district', 'city'] as const
export type ClosureLevel = (typeof CLOSURE_LEVELS)[number]

export type ClosureFacts = {
  /** Of each department that handled it the level of its area; null for one over the whole district. */
  readonly departmentLevels: readonly (AreaLevel | null)[]
  /** Somebody climbed: unsigned to the shift leader, or a binding decision between departments. */
  readonly isEscalated: boolean
  /** Of its oversight orders the highest; 0 without one. */
  readonly oversightLevel: number
}
/** An order of this level is the city's head. */
const TOP_OVERSIGHT = 3

/**
 * 小事不出社区、大事不出街道: the level at which a case was closed is the highest whose hands it passed through.
 *
 * - Put right by whoever walks the grid, with no department: the grid.
 * - By departments: the highest of their areas; one without an area is the district's.
 * - Escalated, decided bindingly, or under an oversight order: the district at least; under an order of level 3 the city.
 */
export function closureLevelOf({
  departmentLevels,
  isEscalated,
  oversightLevel,
}: ClosureFacts): ClosureLevel {
  const levels: ClosureLevel[] = [
    'grid',
    ...departmentLevels.map((level) => level ?? 'district'),
    ...(isEscalated || oversightLevel > 0 ? (['district'] as const) : []),
    ...(oversightLevel >= TOP_OVERSIGHT ? (['city'] as const) : []),
  ]
  return CLOSURE_LEVELS[Math.max(...levels.map((level) => CLOSURE_LEVELS.indexOf(level)))]!
}

/** The same of a case that is about to be closed. */
export async function findClosureLevel(trx: Trx, record: CaseRecord): Promise<ClosureLevel> {
  const departments = record.is_self_handled
    ? []
    : await trx
        .selectFrom('department')
        .leftJoin('area', 'area.area_id', 'department.area_id')
        .select('area.level')
        .where((is) =>
          is.or([
            is('department.department_id', '=', record.department_id ?? 0),
            is(
              'department.department_id',
              'in',
              is
                .selectFrom('case_step')
                .select('case_step.department_id')
                .where('case_id', '=', record.case_id)
                .where('verb', 'in', ['handle', 'finish_stage'])
                .where('case_step.department_id', 'is not', null)
                .$castTo<{ department_id: number }>(),
            ),
          ]),
        )
        .execute()
  const orders = await trx
    .selectFrom('oversight_order')
    .select('level')
    .where('case_id', '=', record.case_id)
    .execute()
  return closureLevelOf({
    departmentLevels: departments.map(({ level }) => level),
    isEscalated: record.escalation_level > 0 || record.is_bound,
    oversightLevel: Math.max(0, ...orders.map(({ level }) => level)),
  })
}
