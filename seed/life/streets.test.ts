import { beforeAll, describe, expect, it } from 'vitest'
import type { BundleRoads } from '../../server/exchange/bundle.ts'
import { distance, type Point, toLngLat } from '../city/plane.ts'
import { createRandom } from '../city/random.ts'
import { roadNetworkOf } from '../city/road-network.ts'
import { Driver } from './driver.ts'
import { Streets } from './streets.ts'

/**
 * ```
 * 3 --100-- 2      4 -- 5 (an island)
 * |         |
 * 100      100      0 → 1 is one-way
 * |         |
 * 0 --100-> 1
 * ```
 */
const corners: readonly Point[] = [
  [0, 0],
  [100, 0],
  [100, 100],
  [0, 100],
  [300, 100],
  [400, 100],
]
const street = (from: number, to: number, change = {}) => ({
  from,
  to,
  lengthMeters: 100,
  class: 'lane',
  name: '',
  nameEn: '',
  isOneWay: false,
  freeKph: 36,
  peakKph: 18,
  lngLats: [toLngLat(corners[from]!), toLngLat(corners[to]!)],
  ...change,
})
const square = new Streets({
  nodes: corners.map(toLngLat),
  edges: [street(0, 1, { isOneWay: true }), street(1, 2), street(2, 3), street(3, 0), street(4, 5)],
})

describe('Streets', () => {
  it('finds the place on a road nearest to a point', () => {
    const place = square.nearest([30, 12])
    expect(place.edge).toBe(0)
    expect(place.fraction).toBeCloseTo(0.3, 3)
    expect(square.nearest([350, 101]).edge).toBe(4)
  })

  it('goes round the block against a one-way street, straight on along it', () => {
    const edgesOf = (from: number, to: number) =>
      square.findRoute({ edge: 0, fraction: from }, { edge: 0, fraction: to }, false)?.map(({ edge }) => edge)
    expect(edgesOf(0.2, 0.7)).toEqual([0])
    expect(edgesOf(0.7, 0.2)).toEqual([0, 1, 2, 3, 0])
  })

  it('goes round what is closed, and says that there is no way to an island', () => {
    const [start, goal] = [
      { edge: 1, fraction: 0.9 },
      { edge: 3, fraction: 0.9 },
    ] as const
    expect(square.findRoute(start, goal, false)?.map(({ edge }) => edge)).toEqual([1, 2, 3])
    expect(square.close(new Set([2]))).toBe(true)
    expect(square.findRoute(start, goal, false)).toBeUndefined()
    expect(square.nearest([50, 100]).edge).not.toBe(2)
    expect(square.close(new Set())).toBe(true)
    expect(square.close(new Set())).toBe(false)
    expect(square.findRoute(start, { edge: 4, fraction: 0 }, false)).toBeUndefined()
  })

  it('drives as fast as the road and the hour allow', () => {
    const metersIn = (isPeak: boolean) => {
      const driver = new Driver(square, [0, 50], 0, createRandom('pace'))
      driver.assign({ caseId: 1, at: [100, 50] }, 0, isPeak)
      let last = driver.at
      let meters = 0
      for (let second = 1; second <= 12; second++) {
        driver.drive(second * 1000, isPeak)
        meters += distance(driver.at, last)
        last = driver.at
      }
      return meters
    }
    expect(metersIn(false)).toBeGreaterThan(85)
    expect(metersIn(true)).toBeGreaterThan(40)
    expect(metersIn(true)).toBeLessThan(70)
  })
})

describe('Driver in the seeded city', { timeout: 60_000 }, () => {
  let streets: Streets
  let roads: BundleRoads
  beforeAll(() => {
    roads = roadNetworkOf('tongguan').graph.roads
    streets = new Streets(roads)
  }, 60_000)

  const isOnRoad = (at: Point) => distance(at, streets.pointAt(streets.nearest(at))) < 0.1

  it('never leaves the roads, never jumps, and makes rounds', () => {
    const driver = new Driver(streets, [3800, 4540], 0, createRandom('round'))
    let last = driver.at
    let drivenMeters = 0
    for (let second = 5; second < 3600; second += 5) {
      driver.drive(second * 1000)
      expect(isOnRoad(driver.at)).toBe(true)
      expect(distance(driver.at, last)).toBeLessThanOrEqual((5 * 80 * 1.1) / 3.6)
      drivenMeters += distance(driver.at, last)
      last = driver.at
    }
    expect(drivenMeters).toBeGreaterThan(2000)
    expect(distance(driver.at, [3800, 4540])).toBeLessThan(3500)
  })

  it('drives to its case by the shortest way, waits there until freed, and says when it came', () => {
    const driver = new Driver(streets, [3800, 4540], 0, createRandom('errand'))
    const target: Point = [5240, 2560]
    driver.assign({ caseId: 7, at: target }, 0)
    let second = 0
    while (driver.arrivedMsAt(7) === undefined && second < 3600) driver.drive(++second * 1000)
    const foot = streets.pointAt(streets.nearest(target))
    expect(distance(driver.at, foot)).toBeLessThan(0.01)
    expect(second).toBeGreaterThan(2400 / 22)
    expect(second).toBeLessThan(900)
    expect(driver.arrivedMsAt(8)).toBeUndefined()
    for (let i = 0; i < 600; i++) driver.drive(++second * 1000)
    expect(distance(driver.at, foot)).toBeLessThan(0.01)
    driver.assign(undefined, second * 1000)
    for (let i = 0; i < 900; i++) driver.drive(++second * 1000)
    expect(distance(driver.at, foot)).toBeGreaterThan(20)
  })

  it('never drives against a one-way street', () => {
    const oneWays = new Map(roads.edges.flatMap((edge, i) => (edge.isOneWay ? [[i, edge] as const] : [])))
    const random = createRandom('pairs')
    let passed = 0
    for (let i = 0; i < 60; i++) {
      const place = () => streets.nearest([random.between(2700, 4900), random.between(3700, 5400)])
      for (const { edge, start, end } of streets.findRoute(place(), place(), false)!) {
        if (!oneWays.has(edge)) continue
        passed++
        expect(end).toBeGreaterThanOrEqual(start)
      }
    }
    expect(passed).toBeGreaterThan(20)
  })

  it('does not leap after a long silence', () => {
    const driver = new Driver(streets, [3800, 4540], 0, createRandom('silence'))
    for (let second = 1; second < 300; second++) driver.drive(second * 1000)
    const before = driver.at
    driver.drive(7 * 86_400_000)
    expect(distance(driver.at, before)).toBeLessThanOrEqual((10 * 80 * 1.1) / 3.6)
  })
})
