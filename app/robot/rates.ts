type Tally = {
  readonly right: number
  readonly returned: number
  readonly overridden: number
  readonly open: number
}

/** Fewer answered decisions make no rate. */
export const minDecided = 5

/** What departments or people have answered; what is open is not counted. */
export function decidedOf({ right, returned, overridden }: Tally): number {
  return right + returned + overridden
}

/** @example rateText(1, 8) // '12.5%'; null where there are too few */
export function rateText(part: number, whole: number): string | null {
  return whole < minDecided ? null : `${Math.round((part / whole) * 1000) / 10}%`
}
