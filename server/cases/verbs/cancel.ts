import { missing, type Verb } from './verb.ts'

/** 注销: it does not meet the conditions; the reason stays with it. */
export const cancel: Verb = ({ input }) => {
  if (!input.note) throw missing('note', '请写明注销理由', 'Say why it is canceled')
  return { set: { close_reason: input.reasonCode ?? 'canceled' } }
}
