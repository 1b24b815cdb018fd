import { lineLength, smoothLine } from './curve.ts'
import { carriagewayMeters, chainsOf, type Layout, type RoadRun } from './layout.ts'
import type { Name } from './names.ts'
import { between, direction, distance, type Point } from './plane.ts'

/** Traffic keeps to the right: each direction of an expressway lies so far from its middle. */
const ASIDE_METERS = carriagewayMeters.expressway! / 4
/** From the crossing to where a ramp leaves the expressway, and to where it meets the main road. */
const EXPRESSWAY_METERS = 250
const MAIN_ROAD_METERS = 165
/** Where less of a road is left there is no room for a ramp. */
const LEAST_METERS = 110
/** Sine of the least angle between both: a road that runs beside an expressway meets it in no interchange. */
const LEAST_SINE = 0.5

/** One direction of an expressway; `points` are driven from the first to the last. */
export type Carriageway = Name & { readonly points: readonly Point[] }
/** A one-way road between an expressway and a main road, as it is driven. */
export type Ramp = Name & {
  readonly points: readonly Point[]
  readonly carriageway: Carriageway
  readonly isExit: boolean
  /** The main road, and how far from its start the ramp meets it. */
  readonly run: RoadRun
  readonly alongRunMeters: number
  /** How far from the start of the carriageway it leaves or joins. */
  readonly alongCarriagewayMeters: number
}
export type Interchanges = {
  /** In pairs: there and back. */
  readonly carriageways: readonly (readonly [there: Carriageway, back: Carriageway])[]
  readonly ramps: readonly Ramp[]
}

/** Expressways by direction, and the ramps between them and the main roads that they cross: up to four at a crossing. */
export function planInterchanges(layout: Layout, runs: readonly RoadRun[]): Interchanges {
  const mainRoads = new Map<number, { run: RoadRun; index: number }[]>()
  for (const run of runs) {
    if (run.class !== 'arterial' || run.isBridge) continue
    run.vertices.forEach((vertex, index) => {
      mainRoads.set(vertex, [...(mainRoads.get(vertex) ?? []), { run, index }])
    })
  }
  const carriageways: (readonly [Carriageway, Carriageway])[] = []
  const ramps: Ramp[] = []
  for (const { name, nameEn, vertices } of expressways(runs)) {
    const middle = vertices.map((vertex) => layout.mesh.points[vertex]!)
    const pair = [
      { name, nameEn, points: aside(middle) },
      { name, nameEn, points: aside([...middle].reverse()) },
    ] as const
    carriageways.push(pair)
    vertices.forEach((vertex, i) => {
      for (const { run, index } of mainRoads.get(vertex) ?? []) {
        for (const isThere of [true, false]) {
          const line = isThere ? middle : [...middle].reverse()
          const at = isThere ? i : middle.length - 1 - i
          for (const isExit of [true, false]) {
            const ramp = rampAt(line, at, run, index, isExit, pair[isThere ? 0 : 1])
            if (ramp) ramps.push(ramp)
          }
        }
      }
    })
  }
  return { carriageways, ramps }
}

/** Each whole from end to end, over its bridges. */
function expressways(runs: readonly RoadRun[]): (Name & { readonly vertices: readonly number[] })[] {
  const byLine = Map.groupBy(
    runs.filter((run) => run.class === 'expressway'),
    ({ line }) => line,
  )
  return [...byLine.values()].flatMap((own) => {
    const edges = own.flatMap(({ vertices }) => vertices.slice(1).map((b, i) => ({ a: vertices[i]!, b })))
    const { name, nameEn } = own[0]!
    return chainsOf(edges).map((vertices) => ({ name, nameEn, vertices }))
  })
}

/** The right half of a road; its ends stay in the middle, where one may turn round. */
function aside(line: readonly Point[]): Point[] {
  return line.map((point, i) => {
    if (i === 0 || i === line.length - 1) return point
    const [east, north] = direction(line[i - 1]!, line[i + 1]!)
    return [point[0] + north * ASIDE_METERS, point[1] - east * ASIDE_METERS]
  })
}

/** On the right of who drives along `line`: an exit before the crossing, an entry behind it. */
function rampAt(
  line: readonly Point[],
  at: number,
  run: RoadRun,
  index: number,
  isExit: boolean,
  carriageway: Carriageway,
): Ramp | undefined {
  const crossing = line[at]!
  const [east, north] = direction(line[Math.max(0, at - 1)]!, line[Math.min(line.length - 1, at + 1)]!)
  const isRight = (point: Point) => east * (point[1] - crossing[1]) - north * (point[0] - crossing[0]) < 0
  const ahead = run.points.slice(index)
  const behind = run.points.slice(0, index + 1).reverse()
  const mainRoad = [ahead, behind].find((way) => way.length > 1 && isRight(way[1]!))
  const expressway = isExit ? line.slice(0, at + 1).reverse() : line.slice(at)
  if (!mainRoad || lineLength(mainRoad) < LEAST_METERS || lineLength(expressway) < EXPRESSWAY_METERS + 50)
    return undefined
  const [mainEast, mainNorth] = direction(mainRoad[0]!, mainRoad[1]!)
  if (Math.abs(east * mainNorth - north * mainEast) < LEAST_SINE) return undefined
  const mainMeters = Math.min(MAIN_ROAD_METERS, lineLength(mainRoad) - 20)
  const passed = lineLength(line.slice(0, at + 1))
  const alongLine = isExit ? passed - EXPRESSWAY_METERS : passed + EXPRESSWAY_METERS
  const alongCarriagewayMeters = alongBeside(line, carriageway.points, alongLine)
  const start = pointAlong(carriageway.points, alongCarriagewayMeters)
  const end = pointAlong(mainRoad, mainMeters)
  const [awayEast, awayNorth] = direction(crossing, end)
  const beside = pointAlong(expressway, 150)
  const corner = pointAlong(expressway, 62)
  const near = pointAlong(mainRoad, mainMeters * 0.58)
  const [backEast, backNorth] = direction(crossing, beside)
  const points = smoothLine(
    [
      start,
      [beside[0] + awayEast * 20, beside[1] + awayNorth * 20],
      [corner[0] + awayEast * 40, corner[1] + awayNorth * 40],
      [near[0] + backEast * 22, near[1] + backNorth * 22],
      end,
    ],
    16,
  )
  const alongMain = lineLength(run.points.slice(0, index + 1))
  return {
    name: `${carriageway.name}${run.name}匝道`,
    nameEn: `${carriageway.nameEn}, ramp at ${run.nameEn}`,
    points: isExit ? points : points.reverse(),
    carriageway,
    isExit,
    run,
    alongRunMeters: mainRoad === ahead ? alongMain + mainMeters : alongMain - mainMeters,
    alongCarriagewayMeters,
  }
}

/** So far along a line is how far along the one beside it that has a point for each of its points. */
function alongBeside(line: readonly Point[], other: readonly Point[], meters: number): number {
  let passed = 0
  let passedOther = 0
  for (let i = 1; i < line.length; i++) {
    const length = distance(line[i - 1]!, line[i]!)
    const otherLength = distance(other[i - 1]!, other[i]!)
    if (passed + length >= meters)
      return passedOther + (length === 0 ? 0 : (meters - passed) / length) * otherLength
    passed += length
    passedOther += otherLength
  }
  return passedOther
}

function pointAlong(line: readonly Point[], meters: number): Point {
  let passed = 0
  for (let i = 1; i < line.length; i++) {
    const length = distance(line[i - 1]!, line[i]!)
    if (passed + length >= meters)
      return between(line[i - 1]!, line[i]!, length === 0 ? 0 : (meters - passed) / length)
    passed += length
  }
  return line.at(-1)!
}
