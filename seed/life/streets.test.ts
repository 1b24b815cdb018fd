import { beforeAll, describe, expect, it } from 'vitest'
import { distance, distanceToSegment, type Point } from '../city/plane.ts'
import { createRandom } from '../city/random.ts'
import { roadNetworkOf } from '../city/road-network.ts'
import { Driver } from './driver.ts'
import { Streets } from './streets.ts'

/**
 * ```
 * 3 --100-- 2      4 -- 5 (an island)
 * |         |
 * 100      100
 * |         |
 * 0 --100-- 1
 * ```
 */
const square = new Streets({
  points: [
    [0, 0],
    [100, 0],
    [100, 100],
    [0, 100],
    [300, 100],
    [400, 100],
  ],
  around: [[1, 3], [0, 2], [1, 3], [2, 0], [5], [4]],
})

describe('Streets', () => {
  it('finds the place on a road nearest to a point, and never one on an island', () => {
    expect(square.nearest([30, 12])).toEqual({ from: 0, to: 1, meters: 30 })
    expect(square.nearest([-40, -40]).meters).toBe(0)
    expect(square.nearest([350, 101])).toEqual({ from: 1, to: 2, meters: 100 })
  })

  it('goes the shorter way round', () => {
    const route = square.findRoute({ from: 0, to: 1, meters: 20 }, { from: 2, to: 3, meters: 90 })
    expect(route).toEqual({ nodes: [1, 0, 3, 2], startMeters: 80, endMeters: 10, lengthMeters: 130 })
  })

  it('stays on one edge where the goal is on it, in either direction', () => {
    const start = { from: 0, to: 1, meters: 70 }
    expect(square.findRoute(start, { from: 0, to: 1, meters: 20 })).toEqual({
      nodes: [1, 0],
      startMeters: 30,
      endMeters: 80,
      lengthMeters: 50,
    })
    expect(square.findRoute(start, { from: 1, to: 0, meters: 10 })?.lengthMeters).toBe(20)
  })

  it('says that there is no way to an island', () => {
    expect(square.findRoute({ from: 0, to: 1, meters: 0 }, { from: 4, to: 5, meters: 1 })).toBeUndefined()
  })
})

describe('Driver in the seeded city', { timeout: 60_000 }, () => {
  let streets: Streets
  beforeAll(() => {
    streets = new Streets(roadNetworkOf('tongguan').graph)
  }, 60_000)

  const isOnRoad = (at: Point) => {
    const { from, to } = streets.nearest(at)
    return distanceToSegment(at, streets.points[from]!, streets.points[to]!) < 0.01
  }

  it('never leaves the roads, never jumps, and makes rounds', () => {
    const driver = new Driver(streets, [3800, 4540], 0, createRandom('round'))
    let last = driver.at
    let drivenMeters = 0
    for (let second = 5; second < 3600; second += 5) {
      driver.drive(second * 1000)
      expect(isOnRoad(driver.at)).toBe(true)
      expect(distance(driver.at, last)).toBeLessThanOrEqual(45)
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
    expect(second).toBeGreaterThan(2400 / 9)
    expect(second).toBeLessThan(1500)
    expect(driver.arrivedMsAt(8)).toBeUndefined()
    for (let i = 0; i < 600; i++) driver.drive(++second * 1000)
    expect(distance(driver.at, foot)).toBeLessThan(0.01)
    driver.assign(undefined, second * 1000)
    for (let i = 0; i < 900; i++) driver.drive(++second * 1000)
    expect(distance(driver.at, foot)).toBeGreaterThan(20)
  })

  it('does not leap after a long silence', () => {
    const driver = new Driver(streets, [3800, 4540], 0, createRandom('silence'))
    for (let second = 1; second < 300; second++) driver.drive(second * 1000)
    const before = driver.at
    driver.drive(7 * 86_400_000)
    expect(distance(driver.at, before)).toBeLessThanOrEqual(90)
  })
})
