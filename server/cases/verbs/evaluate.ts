import { missing, type Verb } from './verb.ts'

/** 评价: how well it was done, once, by somebody who did not do it. */
export const evaluate: Verb = ({ input }) => {
  if (input.score === undefined) throw missing('score', '请给出 1–5 分', 'Give 1 to 5')
  return { set: { evaluation: input.score }, data: { score: input.score } }
}
