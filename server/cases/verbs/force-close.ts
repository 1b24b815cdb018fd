import { missing, type Verb } from './verb.ts'

/** 强制结案: a named authority ends it with a reason, passing steps over; never silently. */
export const forceClose: Verb = ({ at, input, record }) => {
  if (!input.note) throw missing('note', '请写明强制结案理由', 'Say why it is closed by force')
  return {
    set: { closed_at: at, close_reason: 'forced', clock_paused_at: null },
    data: { passedOver: record.state },
    unitStatus: 'idle',
  }
}
