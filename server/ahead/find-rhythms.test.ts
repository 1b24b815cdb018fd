import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findRainPlaces } from './find-rain-places.ts'
import { findRhythms, type TimeCounts } from './find-rhythms.ts'
import { rateRatio } from './rate-ratio.ts'

const parameters = { minCases: 8, minRatio: 1.5, minTimesCity: 1.5, z: 3, blockHours: 3 }
const observed = { days: 365, seasonDays: 28, dutyGrids: 50 }
const flat = (n: number, length: number) => new Array<number>(length).fill(n)
const counts = (some: Partial<TimeCounts>): TimeCounts => ({
  dutyGridId: 1,
  categoryId: 7,
  hours: flat(1, 24),
  weekdays: flat(24 / 7, 7),
  inSeason: 1,
  ...some,
})
/** The rest of the city: one case an hour of the day. */
const others = Array.from({ length: 49 }, (_, i) => counts({ dutyGridId: 10 + i }))
const nightMarket = flat(1, 24).map((n, hour) => (hour >= 19 && hour < 22 ? 20 : n))

describe('the rate ratio', () => {
  test('is what the formula says', () => {
    const { ratio, lower } = rateRatio({ count: 40, days: 50 }, { count: 40, days: 300 }, 3)
    expect(ratio).toBeCloseTo(6)
    expect(lower).toBeCloseTo(6 * Math.exp(-3 * Math.sqrt(2 / 40.5)))
  })
  test('has its bound below it, nearer with more cases, and nothing to say without a time', () => {
    const count = fc.integer({ min: 0, max: 1000 })
    fc.assert(
      fc.property(count, count, fc.integer({ min: 2, max: 9 }), (a, b, times) => {
        const small = rateRatio({ count: a, days: 10 }, { count: b, days: 90 }, 2)
        const large = rateRatio({ count: a * times, days: 10 }, { count: b * times, days: 90 }, 2)
        expect(small.lower).toBeLessThan(small.ratio)
        expect(large.lower / large.ratio).toBeGreaterThanOrEqual(small.lower / small.ratio)
      }),
    )
    expect(rateRatio({ count: 5, days: 0 }, { count: 1, days: 9 }, 2)).toEqual({ ratio: 0, lower: 0 })
  })
})

describe('hours, weekdays and seasons', () => {
  test('of a grid that stands out are told, the strongest of each kind', () => {
    const found = findRhythms([counts({ hours: nightMarket }), ...others], observed, parameters)
    expect(found.map(({ dutyGridId, slot }) => ({ dutyGridId, slot }))).toEqual([
      { dutyGridId: 1, slot: { kind: 'hours', fromHour: 19, hours: 3 } },
    ])
    expect(found[0]?.timesCity).toBeGreaterThan(10)
  })
  test('that all of the city has are no grid’s own', () => {
    const all = Array.from({ length: 50 }, (_, i) => counts({ dutyGridId: i, hours: nightMarket }))
    expect(findRhythms(all, observed, parameters)).toEqual([])
  })
  test('are found over midnight, on a weekday and in the weeks to come', () => {
    const night = flat(1, 24).map((n, hour) => (hour === 23 || hour < 2 ? 20 : n))
    const [late] = findRhythms([counts({ hours: night }), ...others], observed, parameters)
    expect(late?.slot).toEqual({ kind: 'hours', fromHour: 23, hours: 3 })
    const friday = counts({ hours: flat(4, 24), weekdays: [6, 6, 6, 6, 6, 60, 6] })
    expect(findRhythms([friday, ...others], observed, parameters).map(({ slot }) => slot)).toEqual([
      { kind: 'weekday', weekday: 5 },
    ])
    const autumn = counts({ hours: flat(4, 24), inSeason: 60 })
    expect(findRhythms([autumn, ...others], observed, parameters).map(({ slot }) => slot)).toEqual([
      { kind: 'season' },
    ])
  })
  test('say nothing of too few cases, or where a season was not lived through', () => {
    const few = counts({ hours: flat(0, 24).with(20, 7) })
    expect(findRhythms([few, ...others], observed, parameters)).toEqual([])
    const autumn = counts({ hours: flat(4, 24), inSeason: 60 })
    expect(findRhythms([autumn, ...others], { ...observed, seasonDays: 0 }, parameters)).toEqual([])
  })
  test('pass every threshold that they are told with', () => {
    const row = fc.record({
      dutyGridId: fc.integer({ min: 1, max: 50 }),
      categoryId: fc.constantFrom(1, 2),
      hours: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 24, maxLength: 24 }),
      weekdays: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 7, maxLength: 7 }),
      inSeason: fc.integer({ min: 0, max: 20 }),
    })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
        for (const one of findRhythms(rows, observed, parameters)) {
          expect(one.count).toBeGreaterThanOrEqual(parameters.minCases)
          expect(one.lower).toBeGreaterThanOrEqual(parameters.minRatio)
          expect(one.count).toBeLessThanOrEqual(one.total)
        }
      }),
    )
  })
})

test('what comes with the rain is told, what comes as often without it is not', () => {
  const rows = [
    { dutyGridId: 1, categoryId: 1, wet: 20, expectedWet: 4, gauged: 24 },
    { dutyGridId: 2, categoryId: 1, wet: 20, expectedWet: 16, gauged: 50 },
    { dutyGridId: 3, categoryId: 1, wet: 3, expectedWet: 0.5, gauged: 3 },
    // As wet by chance, of a category that does not care.
    { dutyGridId: 1, categoryId: 2, wet: 20, expectedWet: 4, gauged: 24 },
    { dutyGridId: 2, categoryId: 2, wet: 150, expectedWet: 150, gauged: 900 },
  ]
  const found = findRainPlaces(rows, { minCases: 4, minRatio: 1.5, minCityRatio: 1.1, z: 2.5 })
  expect(found.map(({ dutyGridId, categoryId }) => [dutyGridId, categoryId])).toEqual([[1, 1]])
})
