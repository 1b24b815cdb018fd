import type { SkeletonLine } from './arrange.ts'
import { offsetLine, smoothLine } from './curve.ts'
import { between, direction, distance, isInside, type Point } from './plane.ts'
import type { Skeleton } from './skeleton.ts'

/** The river's way on, past the district, so that it does not end at a border. */
const westOfHere: readonly Point[] = [
  [-3400, 4380],
  [-7600, 5300],
  [-12_400, 4300],
  [-18_000, 6100],
  [-24_500, 5200],
  [-33_000, 7400],
  [-44_000, 6300],
]
const eastOfHere: readonly Point[] = [
  [12_600, 2960],
  [17_200, 1700],
  [22_800, 2700],
  [29_500, 900],
  [37_500, 1500],
  [50_000, -700],
]
/** The next towns lie farther off for some roads than for others. */
const ROAD_METERS = [7000, 16_000, 9000, 26_000] as const
/** Expressway and railway go on beyond what a map of the whole city shows. */
const LONG_ROAD_METERS = 44_000

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
  // As far behind the end as the next point lies ahead, so that the bend there is an even one.
  const ahead = distance(end, further[0]!)
  const [east, north] = direction(end, line.at(-6)!)
  const before: Point = [end[0] + east * ahead, end[1] + north * ahead]
  const smooth = smoothLine([before, end, ...further], 90)
  const at = smooth.findIndex((point) => distance(point, end) < 1e-6)
  return smooth.slice(at + 1)
}

/** What lies outside of the outline of main roads and the railway: to the next town, straight on. */
export function roadsBeyond(
  skeleton: Skeleton,
): { readonly line: SkeletonLine; readonly points: readonly Point[] }[] {
  const river = riverBeyond(skeleton)
  return skeleton.lines.flatMap((line, index) => {
    if (!['arterial', 'expressway', 'rail'].includes(line.class)) return []
    return [line.points, [...line.points].reverse()].flatMap((points) => {
      const inside = points.findIndex((point) => isInside(point, skeleton.boundary))
      if (inside < 1) return []
      const border = crossingOf(points[inside - 1]!, points[inside]!, skeleton.boundary)
      const [east, north] = direction(points[inside]!, points[0]!)
      const [fromEast, fromNorth] = points[0]!
      const meters = line.class === 'arterial' ? ROAD_METERS[index % ROAD_METERS.length]! : LONG_ROAD_METERS
      const far: Point = [fromEast + east * meters, fromNorth + north * meters]
      const [first, ...others] = points.slice(0, inside)
      // A riverside road would run into the river's next bend: it ends where the plan does.
      const isDry = [0.02, 0.06, 0.12, 0.18, 0.25, 0.37, 0.5, 0.62, 0.75, 0.87, 1].every(
        (share) => !isInside(between(first!, far, share), river),
      )
      return [{ line, points: [...(isDry ? [far] : []), first!, ...others, border] }]
    })
  })
}

/** Where the way from outside to inside meets the outline, to about a decimeter. */
export function crossingOf(outside: Point, inside: Point, boundary: readonly Point[]): Point {
  let low = 0
  let high = 1
  for (let i = 0; i < 12; i++) {
    const middle = (low + high) / 2
    if (isInside(between(outside, inside, middle), boundary)) high = middle
    else low = middle
  }
  return between(outside, inside, high)
}
