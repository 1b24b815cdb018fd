import type { Verb } from './verb.ts'

/** 核实: sent to look before anything is decided; a resident's report is first seen on site. */
export const verify: Verb = ({ at, record }) => ({ set: { accepted_at: record.accepted_at ?? at } })

/** 核实属实: there is something. */
export const verifyFound: Verb = ({ record, at }) => ({
  set: { accepted_at: record.accepted_at ?? at },
  data: { verified: 'exist' },
})
