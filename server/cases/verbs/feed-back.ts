import { missing, type Verb } from './verb.ts'

/** 反馈: what was done, for whoever checks it. */
export const feedBack: Verb = ({ at, input }) => {
  if (!input.note) throw missing('note', '请写明处置结果', 'Say what was done')
  return { set: { fed_back_at: at } }
}
