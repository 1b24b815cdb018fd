import { expect, test } from 'vitest'
import { roundLength } from './round-length.ts'

test('lengths people say', () => {
  expect([0.7, 1, 19, 20, 49, 870, 5_000, 12_345].map(roundLength)).toEqual([
    0.5, 1, 10, 20, 20, 500, 5_000, 10_000,
  ])
})
