import { missing, type Verb } from './verb.ts'

/** 重新打开: it was not over. It starts again from acceptance, its past stays. */
export const reopen: Verb = ({ at, input }) => {
  if (!input.note) throw missing('note', '请写明重开理由', 'Say why it is opened again')
  return {
    set: {
      accepted_at: at,
      registered_at: null,
      dispatched_at: null,
      signed_at: null,
      handled_at: null,
      fed_back_at: null,
      checked_at: null,
      closed_at: null,
      close_reason: null,
      unit_id: null,
      evaluation: null,
      stage_step: 1,
      is_self_handled: false,
      clock_changes: null,
      clock_paused_at: null,
    },
  }
}
