/**
 * How much each vertex of a line or ring matters, by Douglas and Peucker: the distance at which simplifying would drop
 * it. Reckoned once for the whole shape, so that its pieces in neighbouring tiles are simplified alike.
 *
 * @param coordinates x, y, x, y, … of many shapes; this one has the vertices `from` to below `to`; a ring repeats its first
 * @param weights one for each vertex, in the unit of the coordinates; ends get Infinity
 */
export function weighVertices(
  coordinates: Float64Array,
  from: number,
  to: number,
  weights: Float64Array,
): void {
  if (to - from < 1) return
  weights[from] = weights[to - 1] = Number.POSITIVE_INFINITY
  const stack: [number, number, number][] = [[from, to - 1, Number.POSITIVE_INFINITY]]
  for (let span = stack.pop(); span; span = stack.pop()) {
    const [first, last, limit] = span
    let farthest = -1
    let most = -1
    for (let i = first + 1; i < last; i++) {
      const distance = distanceToSegment(coordinates, i, first, last)
      if (distance > most) {
        most = distance
        farthest = i
      }
    }
    if (farthest < 0) continue
    // Never more than the span it splits: a vertex is kept only where those above it are.
    const weight = Math.min(most, limit)
    weights[farthest] = weight
    stack.push([first, farthest, weight], [farthest, last, weight])
  }
}

function distanceToSegment(coordinates: Float64Array, point: number, a: number, b: number): number {
  const ax = coordinates[2 * a]!
  const ay = coordinates[2 * a + 1]!
  const dx = coordinates[2 * b]! - ax
  const dy = coordinates[2 * b + 1]! - ay
  const px = coordinates[2 * point]! - ax
  const py = coordinates[2 * point + 1]! - ay
  const lengthSquared = dx * dx + dy * dy
  const t = lengthSquared === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / lengthSquared))
  return Math.hypot(px - dx * t, py - dy * t)
}
