import { expect, test } from 'vitest'
import { gapOf, rankIndicators } from './rank-indicators.ts'

const onTime = { code: 'on_time', value: 76, target: 95, direction: 'higher_is_better' } as const
const rework = { code: 'rework', value: 10, target: 5, direction: 'lower_is_better' } as const
const fine = { code: 'fine', value: 99, target: 95, direction: 'higher_is_better' } as const
const unknown = { code: 'unknown', value: null, target: 5, direction: 'lower_is_better' } as const

test('the gap is a share of the target, in either direction', () => {
  expect(gapOf(onTime)).toBeCloseTo(0.2)
  expect(gapOf(rework)).toBe(1)
  expect(gapOf(fine)).toBe(0)
  expect(gapOf(unknown)).toBeNull()
})

test('the worst stands first, what is unknown last', () => {
  expect(rankIndicators([unknown, fine, onTime, rework]).map(({ code }) => code)).toEqual([
    'rework',
    'on_time',
    'fine',
    'unknown',
  ])
})
