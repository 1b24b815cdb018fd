/**
 * Clips a ring to the square [low, high]² by Sutherland and Hodgman: pieces of a concave ring stay joined along the
 * square's edge, which lies outside of what is drawn.
 *
 * @param ring x, y, x, y, …; open (the first position is not repeated at the end)
 * @returns an open ring, empty where nothing is left
 */
export function clipRing(ring: readonly number[], low: number, high: number): number[] {
  let clipped = clipSide(ring, 0, low, 1)
  clipped = clipSide(clipped, 0, high, -1)
  clipped = clipSide(clipped, 1, low, 1)
  return clipSide(clipped, 1, high, -1)
}

/** Keeps what is on the side of `edge` to which `direction` points, on the axis 0 (x) or 1 (y). */
function clipSide(ring: readonly number[], axis: 0 | 1, edge: number, direction: 1 | -1): number[] {
  const out: number[] = []
  const length = ring.length
  if (length === 0) return out
  let fromX = ring[length - 2]!
  let fromY = ring[length - 1]!
  let from = ((axis === 0 ? fromX : fromY) - edge) * direction
  for (let i = 0; i < length; i += 2) {
    const toX = ring[i]!
    const toY = ring[i + 1]!
    const to = ((axis === 0 ? toX : toY) - edge) * direction
    if (from >= 0 !== to >= 0) {
      const t = from / (from - to)
      if (axis === 0) out.push(edge, fromY + (toY - fromY) * t)
      else out.push(fromX + (toX - fromX) * t, edge)
    }
    if (to >= 0) out.push(toX, toY)
    fromX = toX
    fromY = toY
    from = to
  }
  return out
}
