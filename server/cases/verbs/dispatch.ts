import type { DepartmentReason } from '../../dispatch/choose-department.ts'
import { CodedError } from '../../errors.ts'
import { isUnderOneCommand, mustTakeCases } from '../../organization/integration.ts'
import { missing, unknown, type Verb } from './verb.ts'

/** 派遣: to a department and, where one is able, to its unit. Again, it corrects an earlier dispatch. */
export const dispatch: Verb = async ({ trx, record, input, actor, at }) => {
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
  const { name, integrationLevel } = await mustTakeCases(trx, departmentId, 'departmentId')
  if (unit && !isUnderOneCommand(integrationLevel) && !actor.departmentIds.includes(departmentId))
    throw new CodedError(
      'conflict',
      'OWN_COMMAND',
      `${name}的力量由其自行派出，请派遣到部门`,
      `${name} sends its own crews: dispatch to the department`,
      { field: 'unitId' },
    )
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
