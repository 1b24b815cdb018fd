/** Cases counted over a time of observation. */
export type Rate = { readonly count: number; readonly days: number }
export type RateRatio = { readonly ratio: number; readonly lower: number }

/**
 * How many times as often something happens in one time as in another, both counts Poisson, and the lower bound of that
 * at `z` standard errors: ln(ratio) ± z × √(1/a + 1/b), half a case added to each so that none is zero.
 *
 * @example rateRatio({ count: 40, days: 50 }, { count: 40, days: 300 }, 3) // ratio 6, lower about 3.1
 */
export function rateRatio(inside: Rate, outside: Rate, z: number): RateRatio {
  if (!(inside.days > 0 && outside.days > 0)) return { ratio: 0, lower: 0 }
  const a = inside.count + 0.5
  const b = outside.count + 0.5
  const ratio = a / inside.days / (b / outside.days)
  return { ratio, lower: ratio * Math.exp(-z * Math.sqrt(1 / a + 1 / b)) }
}
