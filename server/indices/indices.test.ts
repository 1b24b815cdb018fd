import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noCases, sumCounts } from './case-counts.ts'
import { gradesOf, medianOf } from './grade.ts'
import { checkupIndicators, indices, listIndicators, scoreOf, urbanManagement } from './indicators.ts'

const onTime = checkupIndicators[0]
const measure = (counts = noCases()) => ({ counts, areaSquareMeters: 10_000, days: 30 })

test('Tianmen, December 2016: 737 on time of 972 due is 75.82 %', () => {
  const counts = { ...noCases(), due: 972, closedOnTime: 737 }
  expect(onTime.valueOf(measure(counts))).toBeCloseTo(75.82, 2)
})

test('counts add up field by field, into every set that a row belongs to', () => {
  const rows = [
    { ...noCases(), total: 2, due: 1, keys: ['a', 'b'] },
    { ...noCases(), total: 3, returned: 1, keys: ['b'] },
  ]
  const sums = sumCounts(rows, ({ keys }) => keys)
  expect(sums.get('a')).toEqual({ ...noCases(), total: 2, due: 1 })
  expect(sums.get('b')).toEqual({ ...noCases(), total: 5, due: 1, returned: 1 })
})

test('an empty set has no rates and no score', () => {
  expect(urbanManagement.valueOf(measure())).toBeNull()
  expect(onTime.valueOf(measure())).toBeNull()
})

test('two cases a hectare in thirty days', () => {
  const density = indices.find(({ code }) => code === 'case_density')!
  expect(density.valueOf(measure({ ...noCases(), total: 2 }))).toBe(2)
})

test('a score is full at the target and falls with distance from it', () => {
  expect(scoreOf(onTime, 95)).toBe(100)
  expect(scoreOf(onTime, 47.5)).toBe(50)
  const rework = checkupIndicators.find(({ code }) => code === 'rework_rate')!
  expect(scoreOf(rework, 5)).toBe(100)
  expect(scoreOf(rework, 15)).toBe(50)
  expect(scoreOf(rework, 100)).toBe(0)
})

test('grades cut at quartiles, worst tenth apart, by direction', () => {
  const values = Array.from({ length: 20 }, (_, i) => i + 1)
  const grades = gradesOf(values, 'lower_is_better')
  expect(grades).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 5, 5])
  expect(gradesOf(values, 'higher_is_better')).toEqual([...grades].reverse())
  expect(gradesOf([null, 3, 3, 3], 'lower_is_better')).toEqual([null, 1, 1, 1])
})

test('a better value never has a worse grade', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 50 })), { minLength: 1 }), (values) => {
      const grades = gradesOf(values, 'lower_is_better')
      for (const [i, a] of values.entries()) {
        for (const [j, b] of values.entries()) {
          if (a !== null && b !== null && a <= b) expect(grades[i]!).toBeLessThanOrEqual(grades[j]!)
        }
      }
    }),
  )
})

test('the median of an even number is between', () => {
  expect(medianOf([4, null, 1, 3, 2])).toBe(2.5)
  expect(medianOf([null])).toBeNull()
})

test('the list has every indicator once, says where it is used, and the weights are a whole', () => {
  const all = listIndicators()
  expect(new Set(all.map(({ indicator }) => indicator.code)).size).toBe(all.length)
  expect(all.every(({ usedFor }) => usedFor.length > 0)).toBe(true)
  expect(all.reduce((sum, { weight }) => sum + (weight ?? 0), 0)).toBeCloseTo(1)
  const first = all.find(({ indicator }) => indicator === onTime)
  expect(first).toMatchObject({ usedFor: ['areas', 'checkup', 'wall', 'composite'], weight: 0.4 })
})
