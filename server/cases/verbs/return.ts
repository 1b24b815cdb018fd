import { missing, type Verb } from './verb.ts'

/** 退回: not this department's; back to the center with a reason, and somebody else is chosen. */
export const returnCase: Verb = ({ input, record }) => {
  if (!input.note) throw missing('note', '请写明退回理由', 'Say why it is returned')
  return {
    set: {
      department_id: null,
      department_reason: null,
      unit_id: null,
      dispatched_at: null,
      signed_at: null,
      stage_step: 1,
      return_count: record.return_count + 1,
    },
    data: { reasonCode: input.reasonCode ?? null, fromDepartmentId: record.department_id },
    unitStatus: 'idle',
  }
}
