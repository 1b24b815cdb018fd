import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { metersPerDegree } from '../../geo/meters-per-degree.ts'
import { findRepeatPlaces, type PlacedCase } from './find-repeat-places.ts'

const parameters = { radiusMeters: 50, minTimes: 3, maxChance: 0.01 }
const { perLng, perLat } = metersPerDegree(32)
/** A case so many meters east and north of a corner of the city. */
const at = (caseId: number, east: number, north: number, day: number): PlacedCase => ({
  caseId,
  day,
  lngLat: [118.8 + east / perLng, 32 + north / perLat],
})
/** Cases far from each other: what is usual for a category. */
const lonely = Array.from({ length: 40 }, (_, i) => at(100 + i, 1000 + 400 * i, 5000, i))

describe('a place to which a category comes back', () => {
  test('is told with its cases in order of time, and how usual that is', () => {
    const cases = [...lonely, at(3, 0, 0, 40), at(1, 10, 0, 3), at(2, 0, 30, 21)]
    const places = findRepeatPlaces(cases, parameters)
    expect(places.map(({ caseIds, times }) => ({ caseIds, times }))).toEqual([
      { caseIds: [1, 2, 3], times: 3 },
    ])
    expect(places[0]?.chance).toBeLessThan(0.01)
  })
  test('is none where it was one trouble told by several people on a day', () => {
    const cases = [...lonely, at(1, 0, 0, 3), at(2, 5, 0, 3), at(3, 9, 0, 3), at(4, 3, 0, 4)]
    expect(findRepeatPlaces(cases, parameters)).toEqual([])
  })
  test('is none where the distance is a meter too long', () => {
    const cases = [...lonely, at(1, 0, 0, 1), at(2, 51, 0, 9), at(3, 0, 51, 20)]
    expect(findRepeatPlaces(cases, parameters)).toEqual([])
  })
  test('is none where it comes back everywhere', () => {
    const everywhere = Array.from({ length: 30 }, (_, i) =>
      [1, 11, 21].map((day, k) => at(3 * i + k, 500 * i, 0, day)),
    ).flat()
    expect(findRepeatPlaces(everywhere, parameters)).toEqual([])
  })
})

const cases = fc.uniqueArray(
  fc.record({
    caseId: fc.integer({ min: 1, max: 9999 }),
    east: fc.integer({ min: 0, max: 600 }),
    north: fc.integer({ min: 0, max: 600 }),
    day: fc.integer({ min: 0, max: 90 }),
  }),
  { selector: ({ caseId }) => caseId, maxLength: 120 },
)
const loose = { ...parameters, maxChance: 1 }

test('no case counts for two places, every place has its days within the radius, and the order of cases is nothing', () => {
  fc.assert(
    fc.property(cases, (rows) => {
      const placed = rows.map(({ caseId, east, north, day }) => at(caseId, east, north, day))
      const places = findRepeatPlaces(placed, loose)
      const ids = places.flatMap(({ caseIds }) => caseIds)
      expect(new Set(ids).size).toBe(ids.length)
      for (const { caseIds, times, lngLat } of places) {
        const own = placed.filter(({ caseId }) => caseIds.includes(caseId))
        expect(new Set(own.map(({ day }) => day)).size).toBe(times)
        expect(times).toBeGreaterThanOrEqual(loose.minTimes)
        for (const one of own)
          expect(
            Math.hypot((one.lngLat[0] - lngLat[0]) * perLng, (one.lngLat[1] - lngLat[1]) * perLat),
          ).toBeLessThan(50.01)
      }
      expect(findRepeatPlaces(placed.toReversed(), loose)).toEqual(places)
    }),
  )
})

test('a stricter chance tells no place that a looser one does not', () => {
  fc.assert(
    fc.property(cases, (rows) => {
      const placed = rows.map(({ caseId, east, north, day }) => at(caseId, east, north, day))
      const of = (maxChance: number) => findRepeatPlaces(placed, { ...parameters, maxChance }).length
      expect(of(0.001)).toBeLessThanOrEqual(of(0.5))
    }),
  )
})
