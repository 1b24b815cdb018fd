import type { LngLat } from '../../server/exchange/bundle.ts'

/**
 * The drawing board: meters east and north of the south-west corner. Scales are literals (WGS 84 at 31.93° N), since
 * Math.cos may differ in its last bit between machines.
 */
export type Point = readonly [eastMeters: number, northMeters: number]

const WEST_LNG = 118.7601
const SOUTH_LAT = 31.8998
const METERS_PER_DEGREE_LNG = 94579.6
const METERS_PER_DEGREE_LAT = 110871.4

/** To 1e-7 degrees, about a centimeter. */
export function toLngLat([east, north]: Point): LngLat {
  return [
    Math.round((WEST_LNG + east / METERS_PER_DEGREE_LNG) * 1e7) / 1e7,
    Math.round((SOUTH_LAT + north / METERS_PER_DEGREE_LAT) * 1e7) / 1e7,
  ]
}

/** The way back, exact to the rounding of `toLngLat`. */
export function toPoint([lng, lat]: LngLat): Point {
  return [(lng - WEST_LNG) * METERS_PER_DEGREE_LNG, (lat - SOUTH_LAT) * METERS_PER_DEGREE_LAT]
}

export function distance(a: Point, b: Point): number {
  const east = b[0] - a[0]
  const north = b[1] - a[1]
  return Math.sqrt(east * east + north * north)
}

/** On the way from `a` to `b`: share 0 is `a`, 1 is `b`. */
export function between(a: Point, b: Point, share: number): Point {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
}

/** Unit vector from `a` to `b`. */
export function direction(a: Point, b: Point): Point {
  const length = distance(a, b) || 1
  return [(b[0] - a[0]) / length, (b[1] - a[1]) / length]
}

/** Signed, counter-clockwise positive, in square meters; the ring is open (first is not repeated). */
export function signedArea(ring: readonly Point[]): number {
  let sum = 0
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!
    const b = ring[(i + 1) % ring.length]!
    sum += a[0] * b[1] - b[0] * a[1]
  }
  return sum / 2
}

export function isInside([east, north]: Point, ring: readonly Point[]): boolean {
  let isIn = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i]!
    const b = ring[j]!
    if (a[1] > north !== b[1] > north && east < ((b[0] - a[0]) * (north - a[1])) / (b[1] - a[1]) + a[0]) {
      isIn = !isIn
    }
  }
  return isIn
}

export function distanceToSegment(point: Point, a: Point, b: Point): number {
  const east = b[0] - a[0]
  const north = b[1] - a[1]
  const squared = east * east + north * north
  const share = squared === 0 ? 0 : ((point[0] - a[0]) * east + (point[1] - a[1]) * north) / squared
  return distance(point, between(a, b, Math.min(1, Math.max(0, share))))
}

export function distanceToRing(point: Point, ring: readonly Point[]): number {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < ring.length; i++) {
    best = Math.min(best, distanceToSegment(point, ring[i]!, ring[(i + 1) % ring.length]!))
  }
  return best
}

/** The centroid where it lies inside, else the middle of the widest inner stretch at mid height. */
export function innerPoint(ring: readonly Point[]): Point {
  let east = 0
  let north = 0
  let doubled = 0
  const [originEast, originNorth] = ring[0]!
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!
    const b = ring[(i + 1) % ring.length]!
    const cross = (a[0] - originEast) * (b[1] - originNorth) - (b[0] - originEast) * (a[1] - originNorth)
    doubled += cross
    east += (a[0] + b[0] - 2 * originEast) * cross
    north += (a[1] + b[1] - 2 * originNorth) * cross
  }
  const centroid: Point = [originEast + east / (3 * doubled), originNorth + north / (3 * doubled)]
  if (isInside(centroid, ring)) return centroid
  const norths = ring.map((point) => point[1])
  const middle = (Math.min(...norths) + Math.max(...norths)) / 2 + 0.0137
  const crossings: number[] = []
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!
    const b = ring[(i + 1) % ring.length]!
    if (a[1] > middle !== b[1] > middle)
      crossings.push(a[0] + ((b[0] - a[0]) * (middle - a[1])) / (b[1] - a[1]))
  }
  crossings.sort((a, b) => a - b)
  let best: Point = centroid
  let widest = -1
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const width = crossings[i + 1]! - crossings[i]!
    if (width > widest) {
      widest = width
      best = [(crossings[i]! + crossings[i + 1]!) / 2, middle]
    }
  }
  return best
}
