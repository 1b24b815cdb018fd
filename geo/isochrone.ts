import type { LngLat, MultiPolygonCoordinates, PolygonCoordinates, Ring } from './lng-lat.ts'
import { metersPerDegree } from './meters-per-degree.ts'
import { sideOfPolygon } from './point-in-polygon.ts'
import { type ReachedPoint, WALK_METERS_PER_SECOND } from './road-reach.ts'
import { TravelHeap } from './travel-heap.ts'

/** What is farther from every reached road is not drawn, however long there would be to walk. */
const WALK_METERS = 150
const LEAST_CELL_METERS = 30
const MOST_CELLS = 100_000
/** Blocks as small as this within reached ground are not cut out, nor crumbs of it drawn. */
const LEAST_HOLE_SQUARE_METERS = 40_000
const LEAST_GROUND_SQUARE_METERS = 8_000

/**
 * The ground that is reached in some seconds, for each of the limits: outlines through a raster of times, which are the
 * roads' own and then a walk of at most 150 m from them. One raster for all limits, so that a shorter time lies within a
 * longer one.
 *
 * @example isochrones(reach.within(station, { direction: 'from', isPeak, maxSeconds: 900 }), [300, 600, 900])
 */
export function isochrones(
  points: readonly ReachedPoint[],
  limits: readonly number[],
): MultiPolygonCoordinates[] {
  if (points.length === 0) return limits.map(() => [])
  const raster = rasterOf(points)
  walk(raster)
  return limits.map((limit) => outlines(raster, limit))
}

type Raster = {
  readonly columns: number
  readonly rows: number
  readonly cellMeters: number
  readonly seconds: Float64Array
  readonly lngLatOf: (column: number, row: number) => LngLat
}

function rasterOf(points: readonly ReachedPoint[]): Raster {
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const { lngLat } of points) {
    west = Math.min(west, lngLat[0])
    south = Math.min(south, lngLat[1])
    east = Math.max(east, lngLat[0])
    north = Math.max(north, lngLat[1])
  }
  const { perLng, perLat } = metersPerDegree((south + north) / 2)
  const [width, height] = [(east - west) * perLng, (north - south) * perLat].map(
    (meters) => meters + 2 * WALK_METERS,
  ) as [number, number]
  const cellMeters = Math.max(LEAST_CELL_METERS, Math.sqrt((width * height) / MOST_CELLS))
  // A rim that nothing reaches closes every outline.
  const rim = Math.ceil(WALK_METERS / cellMeters) + 2
  const columns = Math.ceil(((east - west) * perLng) / cellMeters) + 2 * rim + 1
  const rows = Math.ceil(((north - south) * perLat) / cellMeters) + 2 * rim + 1
  const seconds = new Float64Array(columns * rows).fill(Number.POSITIVE_INFINITY)
  for (const { lngLat, seconds: at } of points) {
    const column = Math.round(((lngLat[0] - west) * perLng) / cellMeters) + rim
    const row = Math.round(((lngLat[1] - south) * perLat) / cellMeters) + rim
    const cell = row * columns + column
    if (at < seconds[cell]!) seconds[cell] = at
  }
  return {
    columns,
    rows,
    cellMeters,
    seconds,
    lngLatOf: (column, row) => [
      west + ((column - rim) * cellMeters) / perLng,
      south + ((row - rim) * cellMeters) / perLat,
    ],
  }
}

/** From the roads into the blocks, on foot. */
function walk({ columns, rows, cellMeters, seconds }: Raster): void {
  const heap = new TravelHeap()
  const walked = new Float64Array(columns * rows)
  seconds.forEach((at, cell) => {
    if (Number.isFinite(at)) heap.push(cell, at)
  })
  while (heap.size > 0) {
    const at = heap.topCost
    const cell = heap.pop()
    if (at > seconds[cell]!) continue
    const column = cell % columns
    const row = Math.floor(cell / columns)
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const [x, y] = [column + dx, row + dy]
        if ((dx === 0 && dy === 0) || x < 1 || y < 1 || x >= columns - 1 || y >= rows - 1) continue
        const meters = cellMeters * Math.hypot(dx, dy)
        const next = y * columns + x
        const far = walked[cell]! + meters
        const then = at + meters / WALK_METERS_PER_SECOND
        if (far > WALK_METERS || then >= seconds[next]!) continue
        seconds[next] = then
        walked[next] = far
        heap.push(next, then)
      }
    }
  }
}

type Edge = { readonly from: string; readonly to: string; readonly at: LngLat }

/** Marching squares: where the raster crosses the limit, the inside on the left. */
function outlines(raster: Raster, limit: number): MultiPolygonCoordinates {
  const { columns, rows, seconds } = raster
  const leaving = new Map<string, Edge[]>()
  const isIn = (column: number, row: number) => seconds[row * columns + column]! <= limit
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
      // A line leaves the cell's side where the next corner is out, and comes back where it is in again.
      const outs = [0, 1, 2, 3].filter((side) => inside[side] && !inside[(side + 1) % 4])
      for (const out of outs) {
        let back = (out + 1) % 4
        while (!inside[(back + 1) % 4]) back = (back + 1) % 4
        const a = crossing(raster, limit, corners[out]!, corners[(out + 1) % 4]!)
        const b = crossing(raster, limit, corners[(back + 1) % 4]!, corners[back]!)
        const edge = { from: a.key, to: b.key, at: a.lngLat }
        const list = leaving.get(a.key)
        if (list) list.push(edge)
        else leaving.set(a.key, [edge])
      }
    }
  }
  return polygonsOf(ringsOf(leaving).filter(isLarge))
}

/** Between a corner inside and one outside, nearer to the later one. */
function crossing(
  { columns, seconds, lngLatOf }: Raster,
  limit: number,
  [inX, inY]: readonly [number, number],
  [outX, outY]: readonly [number, number],
): { readonly key: string; readonly lngLat: LngLat } {
  const early = seconds[inY * columns + inX]!
  const late = seconds[outY * columns + outX]!
  const share = Number.isFinite(late) ? (limit - early) / (late - early) : 0.5
  const [a, b] = [lngLatOf(inX, inY), lngLatOf(outX, outY)]
  return {
    key: [Math.min(inX, outX), Math.min(inY, outY), inX === outX ? 'v' : 'h'].join(' '),
    lngLat: [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share],
  }
}

function ringsOf(leaving: Map<string, Edge[]>): Ring[] {
  const rings: Ring[] = []
  for (const [key, list] of leaving) {
    for (let edge = list.pop(); edge; edge = list.pop()) {
      const ring: LngLat[] = [edge.at]
      let next = edge.to
      while (next !== key) {
        const onward = leaving.get(next)?.pop()
        if (!onward) break
        ring.push(onward.at)
        next = onward.to
      }
      ring.push(edge.at)
      if (ring.length >= 4) rings.push(ring)
    }
  }
  return rings
}

/** Rings that turn left are ground; the others are holes, each in the smallest ground round it. */
function polygonsOf(rings: readonly Ring[]): PolygonCoordinates[] {
  const sized = rings.map((ring) => ({ ring, area: areaOf(ring) }))
  const grounds = sized
    .filter(({ area }) => area > 0)
    .sort((a, b) => a.area - b.area)
    .map(({ ring }) => ({ polygon: [ring] as Ring[], outer: [[ring]] as MultiPolygonCoordinates }))
  for (const { ring, area } of sized) {
    if (area >= 0) continue
    const [lng, lat] = ring[0]!
    grounds.find(({ outer }) => sideOfPolygon(outer, lng, lat) !== 'outside')?.polygon.push(ring)
  }
  return grounds.map(({ polygon }) => polygon)
}

/** By its own size alone, so that what a shorter time keeps a longer one keeps too. */
function isLarge(ring: Ring): boolean {
  const { perLng, perLat } = metersPerDegree(ring[0]![1])
  const squareMeters = areaOf(ring) * perLng * perLat
  return squareMeters > LEAST_GROUND_SQUARE_METERS || squareMeters < -LEAST_HOLE_SQUARE_METERS
}

function areaOf(ring: Ring): number {
  let sum = 0
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1]![0] * ring[i]![1] - ring[i]![0] * ring[i - 1]![1]
  return sum / 2
}
