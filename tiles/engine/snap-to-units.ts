/**
 * Rounds a ring to whole units; positions that fall together or lie straight between their neighbours are left out.
 * A vertex that two shapes share is rounded to the same place in both, so that neighbours keep meeting.
 *
 * @param ring x, y, x, y, …; open
 * @returns an open ring of at least three positions and a non-zero area, or empty
 */
export function snapRing(ring: readonly number[]): number[] {
  const out: number[] = []
  for (let i = 0; i < ring.length; i += 2) {
    pushStraightened(out, Math.round(ring[i]!), Math.round(ring[i + 1]!), false)
  }
  // The seam: the end against the start, on both sides.
  let first = 0
  for (let changed = true; changed && out.length - first >= 6; ) {
    changed = false
    const last = out.length - 2
    if (isStraight(out, last - 2, last, first)) {
      out.length -= 2
      changed = true
    } else if (isStraight(out, last, first, first + 2)) {
      first += 2
      changed = true
    }
  }
  const closed = first > 0 ? out.slice(first) : out
  return closed.length >= 6 && twiceArea(closed) !== 0 ? closed : []
}

/** The same for a line; empty where it shrinks to a point. */
export function snapLine(line: readonly number[]): number[] {
  const out: number[] = []
  for (let i = 0; i < line.length; i += 2) {
    pushStraightened(out, Math.round(line[i]!), Math.round(line[i + 1]!), true)
  }
  return out.length >= 4 ? out : []
}

/** Twice the signed area of an open ring; positive where it runs clockwise on a screen (y downwards). */
export function twiceArea(ring: readonly number[]): number {
  let sum = 0
  let fromX = ring[ring.length - 2] ?? 0
  let fromY = ring[ring.length - 1] ?? 0
  for (let i = 0; i < ring.length; i += 2) {
    sum += fromX * ring[i + 1]! - ring[i]! * fromY
    fromX = ring[i]!
    fromY = ring[i + 1]!
  }
  return sum
}

/** `keepsTurns`: a line that goes back over itself keeps its turning point; a ring loses such a spike. */
function pushStraightened(out: number[], x: number, y: number, keepsTurns: boolean): void {
  for (;;) {
    const length = out.length
    if (length >= 2 && out[length - 2] === x && out[length - 1] === y) return
    if (length < 4) break
    const ax = out[length - 2]! - out[length - 4]!
    const ay = out[length - 1]! - out[length - 3]!
    const bx = x - out[length - 2]!
    const by = y - out[length - 1]!
    if (ax * by - ay * bx !== 0 || (keepsTurns && ax * bx + ay * by < 0)) break
    out.length -= 2
  }
  out.push(x, y)
}

function isStraight(out: readonly number[], a: number, b: number, c: number): boolean {
  const abX = out[b]! - out[a]!
  const abY = out[b + 1]! - out[a + 1]!
  return abX * (out[c + 1]! - out[b + 1]!) === abY * (out[c]! - out[b]!)
}
