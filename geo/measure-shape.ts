import { centralMeridianOf, toGaussKruger } from './gauss-kruger.ts'
import type { LngLat } from './lng-lat.ts'

export type Measure = {
  /** Length of the line, or all round the polygon with its holes. */
  readonly lengthMeters: number
  /** Zero for a line. */
  readonly areaSquareMeters: number
  /** Of the 3-degree zone that it was measured in. */
  readonly centralMeridian: number
}
type Measured =
  | { readonly type: 'LineString'; readonly coordinates: readonly (readonly number[])[] }
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly (readonly number[])[])[] }

/** Meters and square meters on the plane of the CGCS2000 3-degree zone that the first corner lies in: what a survey has. */
export function measureShape(shape: Measured): Measure {
  const rings = shape.type === 'Polygon' ? shape.coordinates : [shape.coordinates]
  const centralMeridian = centralMeridianOf(rings[0]?.[0]?.[0] ?? 0)
  const planes = rings.map((ring) =>
    ring.map((corner) => toGaussKruger(corner as unknown as LngLat, centralMeridian)),
  )
  const lengthMeters = planes.reduce((sum, plane) => sum + lengthOf(plane), 0)
  const [outer = 0, ...holes] = shape.type === 'Polygon' ? planes.map(areaOf) : []
  return {
    lengthMeters,
    areaSquareMeters: outer - holes.reduce((sum, hole) => sum + hole, 0),
    centralMeridian,
  }
}

type Plane = readonly (readonly [x: number, y: number])[]

function lengthOf(plane: Plane): number {
  let sum = 0
  for (let i = 1; i < plane.length; i++) {
    sum += Math.hypot(plane[i]![0] - plane[i - 1]![0], plane[i]![1] - plane[i - 1]![1])
  }
  return sum
}

/** By the shoelace from the first corner, against cancellation. */
function areaOf(plane: Plane): number {
  const [x0, y0] = plane[0] ?? [0, 0]
  let doubled = 0
  for (let i = 1; i < plane.length; i++) {
    const [[ax, ay], [bx, by]] = [plane[i - 1]!, plane[i]!]
    doubled += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
  }
  return Math.abs(doubled / 2)
}
