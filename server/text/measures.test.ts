import fc from 'fast-check'
import { expect, it } from 'vitest'
import { measure } from './measures.ts'

it('measures by the book', () => {
  // Of class 0: 2 right, 1 missed, 1 wrongly said.
  const { byLabel, macroF1, accuracy, confusion } = measure(['a', 'b'], [0, 0, 0, 1, 1], [0, 0, 1, 1, 0])
  expect(confusion).toEqual([
    [2, 1],
    [1, 1],
  ])
  expect(byLabel[0]).toMatchObject({ precision: 2 / 3, recall: 2 / 3, f1: 2 / 3, texts: 3 })
  expect(byLabel[1]).toMatchObject({ precision: 0.5, recall: 0.5, f1: 0.5, texts: 2 })
  expect(macroF1).toBeCloseTo((2 / 3 + 0.5) / 2)
  expect(accuracy).toBeCloseTo(0.6)
})

it('an interval holds its figure, and closes on one that is always right', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 20, maxLength: 60 }), (pairs) => {
      const {
        accuracy,
        accuracyInterval: [low, high],
      } = measure(
        ['a', 'b', 'c'],
        pairs.map(([truth]) => truth),
        pairs.map(([, said]) => said),
      )
      expect(low).toBeLessThanOrEqual(accuracy + 1e-9)
      expect(high).toBeGreaterThanOrEqual(accuracy - 1e-9)
    }),
    { numRuns: 20 },
  )
  expect(measure(['a', 'b'], [0, 1, 0, 1], [0, 1, 0, 1]).accuracyInterval).toEqual([1, 1])
})

it('nothing measured is nothing, not a division by zero', () => {
  expect(measure(['a'], [], [])).toMatchObject({ texts: 0, macroF1: 0, accuracy: 0, macroF1Interval: [0, 0] })
})
