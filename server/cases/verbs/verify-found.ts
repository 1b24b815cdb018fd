import type { Verb } from './verb.ts'

/** 核实属实: there is something. */
export const verifyFound: Verb = ({ record, at }) => ({
  set: { accepted_at: record.accepted_at ?? at },
  data: { verified: 'exist' },
})
