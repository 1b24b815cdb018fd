import { describe, expect, it } from 'vitest'
import { toPoint } from '../city/plane.ts'
import { createRandom } from '../city/random.ts'
import { roadNetworkOf } from '../city/road-network.ts'
import { categories } from '../packs/city-management/categories.ts'
import { drawReport } from './draw-report.ts'
import { secondsToReport, secondsToWork } from './pace.ts'
import { Streets } from './streets.ts'

describe('drawReport', { timeout: 60_000 }, () => {
  it('draws reports beside roads, with an address, words and a known category', () => {
    const network = roadNetworkOf('tongguan')
    const streets = new Streets(network.graph.roads)
    const random = createRandom('reports')
    const known = new Set(categories.map(({ code }) => code))
    const nowMs = Date.parse('2026-11-23T08:00:00Z')
    const drawn = Array.from({ length: 200 }, () => drawReport(network, nowMs, random))
    let besideRoads = 0
    for (const report of drawn) {
      if (report.categoryCode) expect(known).toContain(report.categoryCode)
      expect(report.description.length).toBeGreaterThan(5)
      if (!report.lngLat) continue
      expect(report.address).toMatch(/号$|交叉口$/)
      const at = toPoint(report.lngLat)
      const foot = streets.pointAt(streets.nearest(at))
      if (Math.hypot(at[0] - foot[0], at[1] - foot[1]) < 60) besideRoads++
      expect(report.reporterPhone ?? '19900000000').toMatch(/^1990000\d{4}$/)
    }
    // A few hamlets hang on the expressway alone, which no unit drives.
    expect(besideRoads).toBeGreaterThan(180)
    expect(drawn.filter(({ lngLat }) => !lngLat).length).toBeLessThan(10)
    expect(new Set(drawn.map(({ channel }) => channel)).size).toBe(4)
    expect(new Set(drawn.map(({ categoryCode }) => categoryCode)).size).toBeGreaterThan(25)
  })
})

describe('pace', () => {
  const mean = (draw: () => number) =>
    Array.from({ length: 400 }, draw).reduce((sum, one) => sum + one, 0) / 400
  const random = createRandom('pace')

  it('is about a report a minute and six steps by day, less at night', () => {
    expect(mean(() => secondsToReport(10, 330, random))).toBeCloseTo(60, -1)
    expect(mean(() => secondsToWork(10, 330, random))).toBeCloseTo(10, 0)
    expect(mean(() => secondsToReport(3, 330, random))).toBeGreaterThan(300)
  })

  it('steers the number of open cases back', () => {
    const perCase = 4.5
    const growth = (open: number) =>
      60 / mean(() => secondsToReport(10, open, random)) -
      60 / mean(() => secondsToWork(10, open, random)) / perCase
    expect(growth(200)).toBeGreaterThan(0)
    expect(growth(450)).toBeLessThan(0)
  })
})
