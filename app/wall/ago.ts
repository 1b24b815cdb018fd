export type Ago = { readonly unit: 'now' | 'minutes' | 'hours' | 'days'; readonly n: number }

/**
 * How long ago, in the one unit that a room reads at a glance.
 * @example agoOf(0, 200_000) // { unit: 'minutes', n: 3 }
 */
export function agoOf(thenMs: number, nowMs: number): Ago {
  const minutes = Math.floor((nowMs - thenMs) / 60_000)
  if (minutes < 1) return { unit: 'now', n: 0 }
  if (minutes < 60) return { unit: 'minutes', n: minutes }
  if (minutes < 48 * 60) return { unit: 'hours', n: Math.floor(minutes / 60) }
  return { unit: 'days', n: Math.floor(minutes / 1440) }
}
