import { missing, type Verb } from './verb.ts'

/** 挂账: cannot be solved now; it stays in the problem ledger with an owner and a review, its clock stands. */
export const shelve: Verb = ({ at, input }) => {
  if (!input.note) throw missing('note', '请写明挂账理由', 'Say why it is shelved')
  return { set: { clock_paused_at: at }, unitStatus: 'idle' }
}
