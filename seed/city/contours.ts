import { isInside, type Point, signedArea } from './plane.ts'

/** Values on a square raster, row by row from the south-west. */
export type Raster = {
  readonly west: number
  readonly south: number
  readonly cellMeters: number
  readonly columns: number
  readonly rows: number
  readonly values: Float64Array
}

export function rasterOf(
  [west, south, east, north]: readonly [number, number, number, number],
  cellMeters: number,
  valueAt: (at: Point) => number,
): Raster {
  const columns = Math.ceil((east - west) / cellMeters) + 1
  const rows = Math.ceil((north - south) / cellMeters) + 1
  const values = new Float64Array(columns * rows)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      values[row * columns + column] = valueAt([west + column * cellMeters, south + row * cellMeters])
    }
  }
  return { west, south, cellMeters, columns, rows, values }
}

/** What lies above a level, as polygons with their holes; crumbs and pinholes are left out. */
export function contourPolygons(raster: Raster, level: number, leastSquareMeters: number): Point[][][] {
  const rings = outlines(raster, level)
    .map((ring) => ({ ring: rounded(rounded(ring)), area: signedArea(ring) }))
    .filter(({ area }) => Math.abs(area) > leastSquareMeters)
  const polygons = rings
    .filter(({ area }) => area > 0)
    .sort((a, b) => a.area - b.area)
    .map(({ ring }) => [ring])
  for (const { ring, area } of rings) {
    if (area < 0) polygons.find(([outer]) => isInside(ring[0]!, outer!))?.push(ring)
  }
  return polygons
}

/** Lines of one level, each closed: its first point is repeated. */
export function contourLines(raster: Raster, level: number, leastSquareMeters: number): Point[][] {
  return outlines(raster, level)
    .filter((ring) => Math.abs(signedArea(ring)) > leastSquareMeters)
    .map((ring) => {
      const line = rounded(rounded(ring))
      return [...line, line[0]!]
    })
}

/** Marching squares: open rings with the higher ground on their left; what touches the rim is closed along it. */
function outlines(raster: Raster, level: number): Point[][] {
  const { columns, rows, values } = raster
  const isRim = (column: number, row: number) =>
    column === 0 || row === 0 || column === columns - 1 || row === rows - 1
  const isIn = (column: number, row: number) => !isRim(column, row) && values[row * columns + column]! > level
  const crossing = (inX: number, inY: number, outX: number, outY: number): Point => {
    const [high, low] = [values[inY * columns + inX]!, values[outY * columns + outX]!]
    const share = isRim(outX, outY) ? 0.5 : Math.min(0.95, Math.max(0.05, (high - level) / (high - low)))
    return [
      raster.west + (inX + (outX - inX) * share) * raster.cellMeters,
      raster.south + (inY + (outY - inY) * share) * raster.cellMeters,
    ]
  }
  // By the side of a cell where a line enters: the way on.
  const leaving = new Map<number, { readonly to: number; readonly at: Point }>()
  const keyOf = (aX: number, aY: number, bX: number, bY: number) =>
    (Math.min(aY, bY) * columns + Math.min(aX, bX)) * 2 + (aX === bX ? 1 : 0)
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const corners = [
        [column, row],
        [column + 1, row],
        [column + 1, row + 1],
        [column, row + 1],
      ] as const
      const inside = corners.map(([x, y]) => isIn(x, y))
      if (inside.every(Boolean) || !inside.some(Boolean)) continue
      for (let side = 0; side < 4; side++) {
        if (!inside[side] || inside[(side + 1) % 4]) continue
        let back = (side + 1) % 4
        while (!inside[(back + 1) % 4]) back = (back + 1) % 4
        const [inX, inY] = corners[side]!
        const [outX, outY] = corners[(side + 1) % 4]!
        leaving.set(keyOf(inX, inY, outX, outY), {
          to: keyOf(...corners[(back + 1) % 4]!, ...corners[back]!),
          at: crossing(inX, inY, outX, outY),
        })
      }
    }
  }
  const rings: Point[][] = []
  for (const first of leaving.keys()) {
    const ring: Point[] = []
    for (let key = first, next = leaving.get(key); next; key = next.to, next = leaving.get(key)) {
      ring.push(next.at)
      leaving.delete(key)
    }
    if (ring.length >= 4) rings.push(ring)
  }
  return rings
}

/** Corners cut off (Chaikin). */
function rounded(ring: readonly Point[]): Point[] {
  return ring.flatMap((a, i): Point[] => {
    const b = ring[(i + 1) % ring.length]!
    return [
      [a[0] * 0.75 + b[0] * 0.25, a[1] * 0.75 + b[1] * 0.25],
      [a[0] * 0.25 + b[0] * 0.75, a[1] * 0.25 + b[1] * 0.75],
    ]
  })
}
