import { missing, type Verb } from './verb.ts'

/** 核实不存在: nothing is there; the case ends with what was seen. */
export const verifyAbsent: Verb = ({ input }) => {
  if (!input.note) throw missing('note', '请写明现场情况', 'Say what was seen')
  return { set: { close_reason: 'not_exist' }, data: { verified: 'not_exist' } }
}
