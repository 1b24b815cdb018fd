import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AgedPart, findAgedParts, weightOf } from './find-aged-parts.ts'

const part = (partId: number, some: Partial<AgedPart> = {}): AgedPart => ({
  partId,
  dutyGridId: 1,
  categoryId: 1,
  ageYears: 20,
  lifeYears: 12,
  condition: 'good',
  cases: 0,
  ...some,
})

test('parts past their life are one round, the worst first', () => {
  const parts = [
    part(1),
    part(2, { condition: 'poor', cases: 5 }),
    part(3, { ageYears: 22 }),
    part(4, { ageYears: 11 }),
    part(5, { dutyGridId: 2 }),
  ]
  expect(findAgedParts(parts, { minWeight: 5 })).toEqual([
    {
      dutyGridId: 1,
      categoryId: 1,
      partIds: [2, 3, 1],
      poor: 1,
      cases: 5,
      oldestYears: 22,
      lifeYears: 12,
      weight: 6,
    },
  ])
  expect(findAgedParts(parts, { minWeight: 7 })).toEqual([])
})

test('every part that is told is past its life, in one group, and the weights add up', () => {
  const any = fc.record({
    partId: fc.nat(),
    dutyGridId: fc.integer({ min: 1, max: 3 }),
    categoryId: fc.integer({ min: 1, max: 2 }),
    ageYears: fc.integer({ min: 0, max: 30 }),
    lifeYears: fc.constant(12),
    condition: fc.constantFrom('good', 'fair', 'poor', 'missing'),
    cases: fc.nat({ max: 9 }),
  })
  const parts = fc.uniqueArray(any, { selector: ({ partId }) => partId, maxLength: 60 })
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 20 }), (rows, minWeight) => {
      for (const group of findAgedParts(rows, { minWeight })) {
        const own = rows.filter(({ partId }) => group.partIds.includes(partId))
        expect(own.every(({ ageYears }) => ageYears > 12)).toBe(true)
        expect(own.every(({ dutyGridId }) => dutyGridId === group.dutyGridId)).toBe(true)
        expect(own.reduce((sum, one) => sum + weightOf(one), 0)).toBe(group.weight)
        expect(group.weight).toBeGreaterThanOrEqual(minWeight)
      }
    }),
  )
})
