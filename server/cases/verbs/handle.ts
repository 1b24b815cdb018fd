import type { Verb } from './verb.ts'

/** 处置: done on site; the unit is free again. */
export const handle: Verb = ({ at }) => ({ set: { handled_at: at }, unitStatus: 'idle' })
