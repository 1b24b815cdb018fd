import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { haversineDistanceMeters } from './haversine-distance.ts'
import { isochrones } from './isochrone.ts'
import type { LngLat } from './lng-lat.ts'
import { sideOfPolygon } from './point-in-polygon.ts'
import { RoadReach } from './road-reach.ts'
import { type RoadEdge, RoadRouter } from './road-router.ts'

const at = (x: number, y: number): LngLat => [118.8 + x * 0.005, 31.9 + y * 0.005]
const side = 6

/** A town of square blocks; every row is one-way where asked. */
function town(isOneWay: (row: number) => boolean) {
  const edges: RoadEdge[] = []
  const add = (a: readonly [number, number], b: readonly [number, number], oneWay: boolean) => {
    const lngLats = [at(...a), at(...b)]
    edges.push({
      from: a[1] * side + a[0],
      to: b[1] * side + b[0],
      lengthMeters: haversineDistanceMeters(lngLats[0]!, lngLats[1]!),
      isOneWay: oneWay,
      freeKph: 36,
      peakKph: 18,
      lngLats,
    })
  }
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (x + 1 < side) add([x, y], [x + 1, y], isOneWay(y))
      if (y + 1 < side) add([x, y], [x, y + 1], false)
    }
  }
  return { router: new RoadRouter(side * side, edges), edges }
}
const place = fc.tuple(
  fc.double({ min: 0, max: side - 1, noNaN: true }),
  fc.double({ min: 0, max: side - 1, noNaN: true }),
)
const directions = ['from', 'to'] as const
const oneWays = fc.boolean()
const isReached = (points: ReturnType<RoadReach['within']>, lngLat: LngLat, seconds: number) =>
  points.some((one) => haversineDistanceMeters(one.lngLat, lngLat) < 30 && one.seconds <= seconds + 3)

describe('what is reached by road', () => {
  it('is what the router says, for every node and both directions', () => {
    fc.assert(
      fc.property(place, oneWays, fc.constantFrom(...directions), (start, hasOneWays, direction) => {
        const { router } = town((row) => hasOneWays && row % 2 === 0)
        const from = at(...start)
        const points = new RoadReach(router).within(from, { direction, isPeak: false, maxSeconds: 240 })
        for (const node of [at(0, 0), at(2, 3), at(5, 5), at(4, 1)]) {
          const [way] =
            direction === 'to'
              ? router.travelTo(from, [node], { isPeak: false, maxSeconds: 240 })
              : router.travelTo(node, [from], { isPeak: false, maxSeconds: 240 })
          if (way) expect(isReached(points, node, way.seconds)).toBe(true)
        }
      }),
      { numRuns: 40 },
    )
  })
  it('goes along a one-way road only as it may', () => {
    const lngLats = [at(0, 0), at(4, 0)]
    const road = { from: 0, to: 1, lengthMeters: 1880, isOneWay: true, freeKph: 36, peakKph: 18, lngLats }
    const reach = new RoadReach(new RoadRouter(2, [road]))
    const lngs = (direction: 'from' | 'to') =>
      reach.within(at(2, 0), { direction, isPeak: false, maxSeconds: 60 }).map(({ lngLat }) => lngLat[0])
    expect(Math.min(...lngs('from'))).toBeGreaterThan(at(1.9, 0)[0])
    expect(Math.max(...lngs('from'))).toBeGreaterThan(at(3, 0)[0])
    expect(Math.max(...lngs('to'))).toBeLessThan(at(2.1, 0)[0])
    expect(Math.min(...lngs('to'))).toBeLessThan(at(1, 0)[0])
  })
  it('leads round what is closed', () => {
    const { router, edges } = town(() => false)
    const next = edges.findIndex(({ from, to }) => from === 0 && to === 1)
    const beside = at(0.6, 0)
    const options = { direction: 'from', isPeak: false, maxSeconds: 60 } as const
    const reach = new RoadReach(router)
    expect(isReached(reach.within(at(0, 0.2), options), beside, 60)).toBe(true)
    const closed = new Set([next])
    expect(isReached(reach.within(at(0, 0.2), { ...options, closed }), beside, 60)).toBe(false)
  })
  it('is less in peak hours, and nothing far from every road', () => {
    const reach = new RoadReach(town(() => false).router)
    const count = (isPeak: boolean) =>
      reach.within(at(2, 2), { direction: 'from', isPeak, maxSeconds: 90 }).length
    expect(count(true)).toBeLessThan(count(false))
    expect(reach.within(at(60, 60), { direction: 'from', isPeak: false, maxSeconds: 900 })).toEqual([])
    expect(isochrones([], [300])).toEqual([[]])
  })
})

describe('isochrones', () => {
  it('hold the start and grow with the minutes', () => {
    fc.assert(
      fc.property(place, oneWays, (start, hasOneWays) => {
        const reach = new RoadReach(town((row) => hasOneWays && row % 2 === 1).router)
        const from = at(...start)
        const points = reach.within(from, { direction: 'from', isPeak: false, maxSeconds: 240 })
        if (points.length < 2) return
        const [near, far] = isochrones(points, [90, 240]) as [never, never]
        expect(sideOfPolygon(far, ...from)).not.toBe('outside')
        for (let x = -0.5; x < side; x += 0.23) {
          for (let y = -0.5; y < side; y += 0.23) {
            if (sideOfPolygon(near, ...at(x, y)) === 'inside')
              expect(sideOfPolygon(far, ...at(x, y))).not.toBe('outside')
          }
        }
      }),
      { numRuns: 40 },
    )
  })
  it('hold every reached road and leave out what is a long walk from it', () => {
    const reach = new RoadReach(town(() => false).router)
    const points = reach.within(at(2, 2), { direction: 'from', isPeak: false, maxSeconds: 120 })
    const [ground] = isochrones(points, [120]) as [never]
    for (const { lngLat, seconds } of points) {
      if (seconds < 90) expect(sideOfPolygon(ground, ...lngLat)).not.toBe('outside')
    }
    // The middle of a block of 470 m lies more than 150 m from its roads.
    expect(sideOfPolygon(ground, ...at(2.5, 2.5))).toBe('outside')
  })
})
