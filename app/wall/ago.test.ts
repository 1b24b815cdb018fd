import { expect, test } from 'vitest'
import { agoOf } from './ago.ts'

const minute = 60_000

test('one unit, the one that says most', () => {
  expect(agoOf(0, 30_000)).toEqual({ unit: 'now', n: 0 })
  expect(agoOf(0, 59 * minute)).toEqual({ unit: 'minutes', n: 59 })
  expect(agoOf(0, 60 * minute)).toEqual({ unit: 'hours', n: 1 })
  expect(agoOf(0, 47 * 60 * minute)).toEqual({ unit: 'hours', n: 47 })
  expect(agoOf(0, 49 * 60 * minute)).toEqual({ unit: 'days', n: 2 })
})

test('a clock that runs ahead says just now', () => {
  expect(agoOf(minute, 0)).toEqual({ unit: 'now', n: 0 })
})
