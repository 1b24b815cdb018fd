import type { LngLat, MultiPolygonCoordinates, Ring } from './lng-lat.ts'

/** About two centimeters: imported borders meet no closer than seven digits. */
const REACH_DEGREES = 2e-7

/**
 * Gives cells that lie side by side the very same positions along their shared borders: positions closer than
 * `reachDegrees` become one, and where a corner of one cell lies on the edge of another, that edge gets it too.
 * Afterwards every shared border is the same chain of edges on both sides.
 *
 * @example nodeCells([west, east]) // where `west` has a corner on the long edge of `east`, `east` has it as well
 */
export function nodeCells(
  cells: readonly MultiPolygonCoordinates[],
  reachDegrees: number = REACH_DEGREES,
): MultiPolygonCoordinates[] {
  const known = new PositionHash(reachDegrees)
  const snapped = cells.map((polygons) =>
    polygons.map((rings) => rings.map((ring) => withoutRepeats(ring.map((at) => known.take(at))))),
  )
  const corners = known.all().sort((a, b) => a[0] - b[0])
  return snapped.map((polygons) =>
    polygons.map((rings) => rings.map((ring) => withCorners(ring, corners, reachDegrees))),
  )
}

/** One position for all that are closer than the reach. */
class PositionHash {
  readonly #reach: number
  readonly #buckets = new Map<string, LngLat[]>()

  constructor(reach: number) {
    this.#reach = reach
  }

  take(at: LngLat): LngLat {
    const [x, y] = [Math.floor(at[0] / this.#reach), Math.floor(at[1] / this.#reach)]
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        const near = this.#buckets
          .get(`${x + dx} ${y + dy}`)
          ?.find(([lng, lat]) => Math.hypot(lng - at[0], lat - at[1]) < this.#reach)
        if (near) return near
      }
    }
    const key = `${x} ${y}`
    const bucket = this.#buckets.get(key)
    if (bucket) bucket.push(at)
    else this.#buckets.set(key, [at])
    return at
  }

  all(): LngLat[] {
    return [...this.#buckets.values()].flat()
  }
}

function withoutRepeats(ring: Ring): LngLat[] {
  return ring.filter((at, i) => i === 0 || at[0] !== ring[i - 1]![0] || at[1] !== ring[i - 1]![1])
}

function withCorners(ring: Ring, corners: readonly LngLat[], reach: number): LngLat[] {
  const noded: LngLat[] = []
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1]!, ring[i]!]
    noded.push(a, ...cornersOn(a, b, corners, reach))
  }
  const last = ring[ring.length - 1]
  if (last) noded.push(last)
  return noded
}

function cornersOn(a: LngLat, b: LngLat, corners: readonly LngLat[], reach: number): LngLat[] {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const length = Math.hypot(dx, dy)
  const on: { at: LngLat; along: number }[] = []
  for (let i = firstFrom(corners, Math.min(a[0], b[0]) - reach); i < corners.length; i++) {
    const at = corners[i]!
    if (at[0] > Math.max(a[0], b[0]) + reach) break
    const along = ((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / length
    if (along <= reach || along >= length - reach) continue
    const off = Math.abs((at[0] - a[0]) * dy - (at[1] - a[1]) * dx) / length
    if (off < reach) on.push({ at, along })
  }
  return on.sort((p, q) => p.along - q.along).map(({ at }) => at)
}

function firstFrom(corners: readonly LngLat[], lng: number): number {
  let low = 0
  let high = corners.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (corners[middle]![0] < lng) low = middle + 1
    else high = middle
  }
  return low
}
