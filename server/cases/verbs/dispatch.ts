import type { DepartmentReason } from '../../dispatch/choose-department.ts'
import { missing, unknown, type Verb } from './verb.ts'

/** 派遣: to a department and, where one is able, to its unit. Again, it corrects an earlier dispatch. */
export const dispatch: Verb = async ({ trx, record, input, at }) => {
  const unit =
    input.unitId === undefined
      ? undefined
      : await trx
          .selectFrom('unit')
          .select(['unit_id', 'department_id'])
          .where('unit_id', '=', input.unitId)
          .executeTakeFirst()
  if (input.unitId !== undefined && !unit) throw unknown('unitId', '没有这支力量', 'There is no such unit')
  const departmentId = input.departmentId ?? unit?.department_id ?? record.department_id
  if (departmentId === null) throw missing('departmentId', '请选择部门', 'Choose a department')
  if (unit && unit.department_id !== departmentId)
    throw unknown('unitId', '该力量不属于所选部门', 'The unit belongs to another department')
  const department = await trx
    .selectFrom('department')
    .select('department_id')
    .where('department_id', '=', departmentId)
    .executeTakeFirst()
  if (!department) throw unknown('departmentId', '没有这个部门', 'There is no such department')
  const isOwnChoice = departmentId !== record.department_id
  const byPerson: DepartmentReason = { how: 'person', zh: '人工指定部门', en: 'Chosen by a person' }
  return {
    set: {
      department_id: departmentId,
      ...(isOwnChoice && { department_reason: JSON.stringify(byPerson) }),
      unit_id: unit?.unit_id ?? null,
      dispatched_at: at,
      auto_dispatched: false,
    },
    data: { departmentId, unitId: unit?.unit_id ?? null },
    unitStatus: 'enroute',
  }
}
