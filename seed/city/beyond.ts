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
  [-53_000, 9800],
  [-61_000, 8700],
  [-72_000, 13_500],
  [-83_000, 12_200],
  [-108_000, 17_000],
]
const eastOfHere: readonly Point[] = [
  [12_600, 2960],
  [17_200, 1700],
  [22_800, 2700],
  [29_500, 900],
  [37_500, 1500],
  [50_000, -700],
  [58_000, 2600],
  [69_000, 1800],
  [78_000, 6300],
  [92_000, 5100],
  [112_000, 9500],
]

/** The whole river as one ring, counter-clockwise: the reach of the district and its way on at both ends. */
export function riverBeyond(skeleton: Skeleton): Point[] {
  const { left, center, right } = skeleton.river
  const [west, east] = waysOn(skeleton)
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

/** The middle of the river from one end of the country to the other, from west to east. */
export function riverCourse(skeleton: Skeleton): Point[] {
  const [west, east] = waysOn(skeleton)
  return [...west.reverse(), ...skeleton.river.center, ...east]
}

function waysOn({ river: { center }, scale }: Skeleton): [west: Point[], east: Point[]] {
  const scaled = (points: readonly Point[]) =>
    points.map(([east, north]): Point => [east * scale, north * scale])
  return [wayOn([...center].reverse(), scaled(westOfHere)), wayOn(center, scaled(eastOfHere))]
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

/** Where a main road or the railway leaves the outline. */
export type WayOut = {
  readonly line: SkeletonLine
  /** From the outline to where the plan ends. */
  readonly points: readonly Point[]
  /** Straight on from there. */
  readonly heading: Point
}

export function waysOut(skeleton: Skeleton): WayOut[] {
  return skeleton.lines.flatMap((line) => {
    if (!['arterial', 'expressway', 'rail'].includes(line.class)) return []
    return [line.points, [...line.points].reverse()].flatMap((points) => {
      const inside = points.findIndex((point) => isInside(point, skeleton.boundary))
      if (inside < 1) return []
      const border = crossingOf(points[inside - 1]!, points[inside]!, skeleton.boundary)
      return [
        {
          line,
          points: [border, ...points.slice(0, inside).reverse()],
          heading: direction(points[inside]!, points[0]!),
        },
      ]
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
