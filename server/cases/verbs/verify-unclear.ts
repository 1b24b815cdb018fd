import { missing, type Verb } from './verb.ts'

/** 核实不清: nobody could tell on site (a locked yard, darkness); a person decides. */
export const verifyUnclear: Verb = ({ input }) => {
  if (!input.note) throw missing('note', '请写明为什么看不清', 'Say why it could not be told')
  return { set: {}, data: { verified: 'unclear' } }
}
