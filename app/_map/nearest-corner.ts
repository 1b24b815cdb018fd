type Pixel = { readonly x: number; readonly y: number }

/**
 * Where a hand near a line means to be: on its nearest corner within reach, else on the nearest spot of its nearest
 * side, else nowhere. Lines are in pixels; a single point is a line of one corner.
 *
 * @example nearestCorner({ x: 1, y: 1 }, [[{ x: 0, y: 0 }, { x: 50, y: 0 }]], 10) // { x: 0, y: 0 }
 */
export function nearestCorner(
  hand: Pixel,
  lines: readonly (readonly Pixel[])[],
  reachPixels: number,
): Pixel | undefined {
  let corner: Pixel | undefined
  let side: Pixel | undefined
  let [cornerReach, sideReach] = [reachPixels, reachPixels]
  for (const line of lines) {
    for (const [index, point] of line.entries()) {
      const far = distance(hand, point)
      if (far <= cornerReach) [corner, cornerReach] = [point, far]
      const before = line[index - 1]
      if (!before) continue
      const foot = footOn(hand, before, point)
      const away = distance(hand, foot)
      if (away <= sideReach) [side, sideReach] = [foot, away]
    }
  }
  return corner ?? side
}

function footOn(hand: Pixel, from: Pixel, to: Pixel): Pixel {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const squared = dx * dx + dy * dy
  if (squared === 0) return from
  const share = Math.min(1, Math.max(0, ((hand.x - from.x) * dx + (hand.y - from.y) * dy) / squared))
  return { x: from.x + share * dx, y: from.y + share * dy }
}

function distance(a: Pixel, b: Pixel): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
