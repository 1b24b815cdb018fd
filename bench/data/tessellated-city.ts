import type { LngLat, Ring } from '../../geo/lng-lat.ts'
import { metersPerDegree } from '../../geo/meters-per-degree.ts'
import type { GridShape } from '../../geo/responsibility-index.ts'
import { seededRandom } from './random.ts'

const SOUTH_WEST: LngLat = [116.2, 39.7]
const CITY_METERS = 40_000
const VERTICES_PER_SIDE = 16

/** A city cut into side × side grids of 64 vertices without gap or overlap. */
export type TessellatedCity = {
  readonly grids: readonly GridShape[]
  readonly widthDegrees: number
  readonly heightDegrees: number
}

/**
 * A square city of 40 × 40 km whose grids share crooked borders, vertex for vertex.
 *
 * @param side grids in a row: 100 makes 10 000 grids
 */
export function tessellatedCity(side: number, seed: number): TessellatedCity {
  const random = seededRandom(seed)
  const { perLng, perLat } = metersPerDegree(SOUTH_WEST[1])
  const widthDegrees = CITY_METERS / perLng
  const heightDegrees = CITY_METERS / perLat
  const stepLng = widthDegrees / side
  const stepLat = heightDegrees / side
  const corner = (column: number, row: number): LngLat => {
    const isRim = column === 0 || row === 0 || column === side || row === side
    const jitter = isRim ? 0 : 0.2
    return [
      SOUTH_WEST[0] + (column + (random() - 0.5) * jitter) * stepLng,
      SOUTH_WEST[1] + (row + (random() - 0.5) * jitter) * stepLat,
    ]
  }
  const corners = Array.from({ length: (side + 1) * (side + 1) }, (_, i) =>
    corner(i % (side + 1), Math.floor(i / (side + 1))),
  )
  const at = (column: number, row: number) => corners[row * (side + 1) + column]!
  /** Crooked line from a to b, both included, 17 positions. */
  const border = (a: LngLat, b: LngLat, isRim: boolean): LngLat[] =>
    Array.from({ length: VERTICES_PER_SIDE + 1 }, (_, i): LngLat => {
      if (i === 0) return a
      if (i === VERTICES_PER_SIDE) return b
      const t = i / VERTICES_PER_SIDE
      const sway = isRim ? 0 : (random() - 0.5) * 0.08
      return [
        a[0] + (b[0] - a[0]) * t + (sway * (b[1] - a[1]) * stepLng) / stepLat,
        a[1] + (b[1] - a[1]) * t - (sway * (b[0] - a[0]) * stepLat) / stepLng,
      ]
    })
  const across = Array.from({ length: side * (side + 1) }, (_, i) => {
    const [column, row] = [i % side, Math.floor(i / side)]
    return border(at(column, row), at(column + 1, row), row === 0 || row === side)
  })
  const up = Array.from({ length: side * (side + 1) }, (_, i) => {
    const [column, row] = [i % (side + 1), Math.floor(i / (side + 1))]
    return border(at(column, row), at(column, row + 1), column === 0 || column === side)
  })
  const grids = Array.from({ length: side * side }, (_, i): GridShape => {
    const [column, row] = [i % side, Math.floor(i / side)]
    const ring: Ring = [
      ...across[row * side + column]!.slice(0, -1),
      ...up[row * (side + 1) + column + 1]!.slice(0, -1),
      ...across[(row + 1) * side + column]!.toReversed().slice(0, -1),
      ...up[row * (side + 1) + column]!.toReversed(),
    ]
    // Codes in an order that has nothing to do with the place.
    const code = String((i * 7919) % (side * side)).padStart(15, '0')
    return { id: i + 1, code, polygons: [[ring]] }
  })
  return { grids, widthDegrees, heightDegrees }
}

/**
 * Points as reports come in: a share in 200 hot spots of about 300 m, the rest anywhere in the city.
 *
 * @param hotShare 0 to 1
 * @returns lng, lat, lng, lat … in degrees, in no order
 */
export function reportedPoints(
  city: TessellatedCity,
  count: number,
  hotShare: number,
  seed: number,
): Float64Array {
  const random = seededRandom(seed)
  const { widthDegrees, heightDegrees } = city
  const spots = Array.from({ length: 200 }, () => [0.02 + random() * 0.96, 0.02 + random() * 0.96] as const)
  const points = new Float64Array(2 * count)
  for (let i = 0; i < count; i++) {
    let x = random()
    let y = random()
    if (random() < hotShare) {
      const spot = spots[Math.floor(random() * spots.length)]!
      // Sum of uniforms: close to a normal distribution of 300 m.
      x = spot[0] + (random() + random() + random() - 1.5) * 0.015
      y = spot[1] + (random() + random() + random() - 1.5) * 0.015
    }
    points[2 * i] = SOUTH_WEST[0] + Math.min(0.999999, Math.max(0.000001, x)) * widthDegrees
    points[2 * i + 1] = SOUTH_WEST[1] + Math.min(0.999999, Math.max(0.000001, y)) * heightDegrees
  }
  return points
}
