import type { Verb } from './verb.ts'

/** 撤回: taken back before the department has signed for it, to be sent elsewhere; the unit turns round. */
export const recall: Verb = ({ record }) => ({
  set: { unit_id: null, dispatched_at: null },
  data: { fromDepartmentId: record.department_id, fromUnitId: record.unit_id },
  unitStatus: 'idle',
})
