import type { Verb } from './verb.ts'

/** 受理: somebody of the center has read it and takes it on. */
export const accept: Verb = ({ at }) => ({ set: { accepted_at: at } })
