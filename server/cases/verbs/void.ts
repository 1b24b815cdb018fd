import { missing, type Verb } from './verb.ts'

/** 作废: it should never have been a case (a test, a mistake, fraud); unlike a cancelled one it may be anywhere on its way. */
export const voidCase: Verb = ({ input }) => {
  if (!input.note) throw missing('note', '请写明作废理由', 'Say why it is void')
  return { set: { close_reason: 'void', clock_paused_at: null }, unitStatus: 'idle' }
}
