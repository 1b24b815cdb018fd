import type { Verb } from './verb.ts'

/** 核查通过: somebody who did not do it has seen that it is done; the case is closed. */
export const checkPass: Verb = ({ at, actor, input }) => ({
  set: {
    checked_at: at,
    closed_at: at,
    check_department_id: actor.departmentIds[0] ?? null,
    close_reason: 'checked',
  },
  data: { checkResult: input.checkResult ?? 'pass' },
})
