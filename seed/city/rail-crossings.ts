import type { RoadRun } from './layout.ts'
import { between, distance, type Point } from './plane.ts'

/** From the middle of the rails to where a main road comes down again, or a street comes up from under a station's yard. */
const REACH_METERS = 85

export type RunPiece = {
  readonly run: RoadRun
  readonly points: readonly Point[]
  readonly isBridge: boolean
  readonly isTunnel: boolean
}

/**
 * Roads in pieces where they meet the railway: main roads go over it, streets under the yard of a station, and
 * elsewhere across it at its own height.
 *
 * @param yard where the line has many tracks
 */
export function crossRails(
  runs: readonly RoadRun[],
  yard: { readonly at: Point; readonly meters: number },
): { readonly pieces: readonly RunPiece[]; readonly level: readonly Point[] } {
  const rails = new Set(runs.filter(({ class: kind }) => kind === 'rail').flatMap(({ vertices }) => vertices))
  const roads = runs.filter(({ class: kind }) => kind !== 'rail')
  const ways = new Map<number, number>()
  for (const { vertices } of roads) {
    vertices.forEach((vertex, i) => {
      const ends = i === 0 || i === vertices.length - 1
      ways.set(vertex, (ways.get(vertex) ?? 0) + (ends ? 1 : 2))
    })
  }
  const level = new Map<number, Point>()
  const pieces = roads.flatMap((run): RunPiece[] => {
    const plain = { run, points: run.points, isBridge: run.isBridge, isTunnel: false }
    if (run.class === 'expressway' || run.isBridge) return [plain]
    const apart: [from: number, to: number][] = []
    run.vertices.forEach((vertex, i) => {
      // A street that ends at the rails does not cross them.
      if (!rails.has(vertex) || (ways.get(vertex) ?? 0) < 2) return
      const at = run.points[i]!
      if (run.class !== 'arterial' && distance(at, yard.at) > yard.meters) level.set(vertex, at)
      else apart.push([metersTo(run.points, i) - REACH_METERS, metersTo(run.points, i) + REACH_METERS])
    })
    return cut(run.points, apart).map(({ points, isApart }) => ({
      run,
      points,
      isBridge: isApart && run.class === 'arterial',
      isTunnel: isApart && run.class !== 'arterial',
    }))
  })
  return { pieces, level: [...level.values()] }
}

function metersTo(points: readonly Point[], index: number): number {
  let meters = 0
  for (let i = 1; i <= index; i++) meters += distance(points[i - 1]!, points[i]!)
  return meters
}

/** A line in pieces, those between `from` and `to` meters along it apart from the rest. */
function cut(
  points: readonly Point[],
  apart: readonly (readonly [from: number, to: number])[],
): { readonly points: Point[]; readonly isApart: boolean }[] {
  const stops = apart.flat().sort((a, b) => a - b)
  const isApart = (meters: number) => apart.some(([from, to]) => meters >= from && meters < to)
  const pieces: { points: Point[]; isApart: boolean }[] = []
  let piece: Point[] = [points[0]!]
  let meters = 0
  const end = (at: Point, middle: number) => {
    piece.push(at)
    if (distance(piece[0]!, at) > 0.01) pieces.push({ points: piece, isApart: isApart(middle) })
    piece = [at]
  }
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1]!, points[i]!]
    const length = distance(from, to)
    for (const stop of stops) {
      if (stop > meters && stop < meters + length)
        end(between(from, to, (stop - meters) / length), stop - 0.01)
    }
    meters += length
    piece.push(to)
  }
  if (piece.length > 1) pieces.push({ points: piece, isApart: isApart(meters - 0.01) })
  return pieces
}
