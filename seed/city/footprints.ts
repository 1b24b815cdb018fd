import { direction, distance, distanceToRing, isInside, type Point } from './plane.ts'

export type Building = {
  readonly ring: readonly Point[]
  readonly heightMeters: number
  /** One of the basemap's classes of buildings. */
  readonly kind: string
  readonly face: number
  /** An inner yard, clockwise. */
  readonly yard?: readonly Point[]
}

/** The block's longest edge, or square to it: whichever lies nearer to west–east. */
export function rowAxis(ring: readonly Point[]): Point {
  let best: Point = [1, 0]
  let longest = 0
  for (let i = 0; i < ring.length; i++) {
    const next = ring[(i + 1) % ring.length]!
    const length = distance(ring[i]!, next)
    if (length > longest) {
      longest = length
      best = direction(ring[i]!, next)
    }
  }
  const [east, north] = Math.abs(best[0]) >= Math.abs(best[1]) ? best : [-best[1], best[0]]
  return east >= 0 ? [east, north] : [-east, -north]
}

export function fits(corners: readonly Point[], ring: readonly Point[], setback: number): boolean {
  return corners.every((corner) => isInside(corner, ring) && distanceToRing(corner, ring) >= setback)
}

/** A rectangle about its middle. */
export function box([east, north]: Point, axis: Point, length: number, width: number): Point[] {
  return (
    [
      [-0.5, -0.5],
      [0.5, -0.5],
      [0.5, 0.5],
      [-0.5, 0.5],
    ] as const
  ).map(([a, b]) => [
    east + axis[0] * length * a - axis[1] * width * b,
    north + axis[1] * length * a + axis[0] * width * b,
  ])
}

/** Whether a house of this outline would stand on one of the points, or within a few meters of it. */
export function standsOn(ring: readonly Point[], points: readonly Point[], marginMeters: number): boolean {
  const easts = ring.map((point) => point[0])
  const norths = ring.map((point) => point[1])
  const [west, east] = [Math.min(...easts) - marginMeters, Math.max(...easts) + marginMeters]
  const [south, north] = [Math.min(...norths) - marginMeters, Math.max(...norths) + marginMeters]
  return points.some(
    (point) =>
      point[0] > west &&
      point[0] < east &&
      point[1] > south &&
      point[1] < north &&
      (isInside(point, ring) || distanceToRing(point, ring) < marginMeters),
  )
}
