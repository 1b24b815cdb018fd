import type { Ring } from './lng-lat.ts'

/**
 * The ring turning left (counter-clockwise) or right; the same object where it already does.
 *
 * @example windRing([[0, 0], [1, 1], [1, 0], [0, 0]], true) // [[0, 0], [1, 0], [1, 1], [0, 0]]
 */
export function windRing(ring: Ring, isLeft: boolean): Ring {
  return isTurningLeft(ring) === isLeft ? ring : ring.toReversed()
}

function isTurningLeft(ring: Ring): boolean {
  const [x, y] = ring[0] ?? [0, 0]
  let sum = 0
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1]!, ring[i]!]
    sum += (a[0] - x) * (b[1] - y) - (b[0] - x) * (a[1] - y)
  }
  return sum > 0
}
