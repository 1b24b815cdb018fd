import { dispatch } from './dispatch.ts'
import { missing, type Verb } from './verb.ts'

/** 裁定: whose it is, for good; the duty list is asked to say so from now on. */
export const adjudicate: Verb = async (context) => {
  const { trx, input, actor, at, record } = context
  if (!input.note) throw missing('note', '请写明裁定理由', 'Say why it is theirs')
  if (input.departmentId === undefined) throw missing('departmentId', '请选择部门', 'Choose a department')
  const effect = await dispatch(context)
  if (record.category_id !== null)
    await trx
      .insertInto('duty_proposal')
      .values({
        case_id: record.case_id,
        category_id: record.category_id,
        area_id: record.scope_area_id || null,
        department_id: input.departmentId,
        reason: input.note,
        at,
        by_name: actor.name,
      })
      .execute()
  const reason = { how: 'adjudicated', zh: `裁定：${input.note}`, en: `Adjudicated: ${input.note}` }
  return {
    ...effect,
    set: { ...effect.set, is_bound: true, department_reason: JSON.stringify(reason) },
  }
}
