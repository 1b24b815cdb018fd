import { missing, type Verb } from './verb.ts'

/** 自处置: whoever found it put it right on the spot. It counts apart and is never checked by the same hand. */
export const selfHandle: Verb = ({ at, input, record, actor }) => {
  if (!input.note) throw missing('note', '请写明做了什么', 'Say what was done')
  return {
    set: {
      accepted_at: record.accepted_at ?? at,
      registered_at: record.registered_at ?? at,
      handled_at: at,
      fed_back_at: at,
      is_self_handled: true,
      department_id: actor.departmentIds[0] ?? record.department_id,
    },
  }
}
