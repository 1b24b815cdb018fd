import { missing, type Verb } from './verb.ts'

/** 核查不通过: rework by the same department; the clocks go on. */
export const checkFail: Verb = ({ input, actor, record }) => {
  if (!input.note) throw missing('note', '请写明不通过的原因', 'Say what is wrong')
  return {
    set: {
      handled_at: null,
      fed_back_at: null,
      is_self_handled: false,
      check_department_id: actor.departmentIds[0] ?? null,
      rework_count: record.rework_count + 1,
    },
    data: { checkResult: input.checkResult ?? 'not_pass' },
  }
}
