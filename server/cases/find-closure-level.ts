import type { Trx } from '../db/client.ts'
import type { CaseRecord } from './case-row.ts'
import { type ClosureLevel, closureLevelOf } from './closure-level.ts'

/** The level of closure of a case that is about to be closed. */
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
