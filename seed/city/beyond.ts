import type { SkeletonLine } from './arrange.ts'
import { offsetLine, smoothLine } from './curve.ts'
import { between, direction, distance, isInside, type Point } from './plane.ts'
import type { Skeleton } from './skeleton.ts'

/** The river's way on, past the district, so that it does not end at a border. */
const westOfHere: readonly Point[] = [
  [-3400, 4380],
  [-8600, 4700],
]
const eastOfHere: readonly Point[] = [
  [12600, 2960],
  [17200, 2100],
]
const ROAD_METERS = 6000

/** The whole river as one ring, counter-clockwise: the reach of the district and its way on at both ends. */
export function riverBeyond(skeleton: Skeleton): Point[] {
  const { left, center, right } = skeleton.river
  const scaled = (points: readonly Point[]) =>
    points.map(([east, north]): Point => [east * skeleton.scale, north * skeleton.scale])
  const east = wayOn(center, scaled(eastOfHere))
  const west = wayOn([...center].reverse(), scaled(westOfHere))
  const eastHalf = () => distance(center.at(-1)!, left.at(-1)!)
  const westHalf = () => distance(center[0]!, left[0]!)
  // Going west, what was left of the river is on the right.
  const westLeft = offsetLine(west, () => -westHalf()).reverse()
  const westRight = offsetLine(west, westHalf).reverse()
  return [
    ...westRight,
    ...right,
    ...offsetLine(east, () => -eastHalf()),
    ...[...westLeft, ...left, ...offsetLine(east, eastHalf)].reverse(),
  ]
}

/** From the end of a line over further points, smooth where they meet; without the end itself. */
function wayOn(line: readonly Point[], further: readonly Point[]): Point[] {
  const end = line.at(-1)!
  const before = line.at(-6)!
  const smooth = smoothLine([before, end, ...further], 90)
  const at = smooth.findIndex((point) => distance(point, end) < 1e-6)
  return smooth.slice(at + 1)
}

/** What lies outside of the outline of main roads and the railway: to the next town, straight on. */
export function roadsBeyond(
  skeleton: Skeleton,
): { readonly line: SkeletonLine; readonly points: readonly Point[] }[] {
  const river = riverBeyond(skeleton)
  return skeleton.lines.flatMap((line) => {
    if (!['arterial', 'expressway', 'rail'].includes(line.class)) return []
    return [line.points, [...line.points].reverse()].flatMap((points) => {
      const inside = points.findIndex((point) => isInside(point, skeleton.boundary))
      if (inside < 1) return []
      const border = crossingOf(points[inside - 1]!, points[inside]!, skeleton.boundary)
      const [east, north] = direction(points[inside]!, points[0]!)
      const [fromEast, fromNorth] = points[0]!
      const far: Point = [fromEast + east * ROAD_METERS, fromNorth + north * ROAD_METERS]
      const [first, ...others] = points.slice(0, inside)
      // A riverside road would run into the river's next bend: it ends where the plan does.
      const isDry = [0.06, 0.12, 0.25, 0.5, 0.75, 1].every(
        (share) => !isInside(between(first!, far, share), river),
      )
      return [{ line, points: [...(isDry ? [far] : []), first!, ...others, border] }]
    })
  })
}

/** Where the way from outside to inside meets the outline, to about a decimeter. */
function crossingOf(outside: Point, inside: Point, boundary: readonly Point[]): Point {
  let low = 0
  let high = 1
  for (let i = 0; i < 12; i++) {
    const middle = (low + high) / 2
    if (isInside(between(outside, inside, middle), boundary)) high = middle
    else low = middle
  }
  return between(outside, inside, high)
}
