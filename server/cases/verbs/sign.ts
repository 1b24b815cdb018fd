import type { Verb } from './verb.ts'

/** 签收: the department takes it. */
export const sign: Verb = ({ at }) => ({ set: { signed_at: at }, unitStatus: 'busy' })
