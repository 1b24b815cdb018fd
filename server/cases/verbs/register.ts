import { findDepartment } from '../../dispatch/find-department.ts'
import type { Verb } from './verb.ts'

/** 立案: from here on its clocks count, and the duty list names a department. */
export const register: Verb = async ({ trx, locator, record, category, at }) => {
  const areas = record.lng === null || record.lat === null ? [] : locator.locate(record.lng, record.lat).areas
  const choice = category && (await findDepartment(trx, category.categoryId, areas))
  return {
    set: {
      registered_at: at,
      accepted_at: record.accepted_at ?? at,
      department_id: choice?.departmentId ?? null,
      owner_department_id: choice?.departmentId ?? null,
      department_reason: choice ? JSON.stringify(choice.reason) : null,
    },
    data: choice ? { departmentHow: choice.reason.how } : {},
  }
}
