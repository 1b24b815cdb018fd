import { expect, it } from 'vitest'
import { coveredEdges } from './covered-edges.ts'
import type { LngLat } from './lng-lat.ts'
import { RoadRouter } from './road-router.ts'

/** About 100 m east and north a step. */
const at = (x: number, y: number): LngLat => [118.8 + x * 0.00106, 31.9 + y * 0.0009]
const road = (from: number, to: number, ...lngLats: LngLat[]) => ({
  from,
  to,
  lengthMeters: 100,
  isOneWay: false,
  freeKph: 36,
  peakKph: 18,
  lngLats,
})
/** A street from west to east in two pieces, one that crosses it between them, and one beside it. */
const roads = new RoadRouter(7, [
  road(0, 1, at(0, 0), at(1, 0)),
  road(1, 2, at(1, 0), at(2, 0)),
  road(3, 1, at(1, -1), at(1, 0)),
  road(1, 4, at(1, 0), at(1, 1)),
  road(5, 6, at(0, 0.4), at(2, 0.4)),
])
const covered = (...line: LngLat[]) => [...coveredEdges(roads, line)].sort()

it('covers the pieces a line follows, not what crosses or lies beside', () => {
  expect(covered(at(0, 0), at(2, 0))).toEqual([0, 1])
  expect(covered(at(0.2, 0.02), at(0.8, 0.02))).toEqual([0])
  expect(covered(at(0.5, 0), at(1, 0), at(1, 0.5))).toEqual([0, 3])
})

it('covers a piece that is reached into, and nothing off the roads', () => {
  expect(covered(at(0, 0), at(1.3, 0))).toEqual([0, 1])
  expect(covered(at(0, 0), at(1.05, 0))).toEqual([0])
  expect(covered(at(0, 0.2), at(2, 0.2))).toEqual([])
  expect(covered()).toEqual([])
})
