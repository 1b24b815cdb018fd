import { expect, it } from 'vitest'
import { decidedOf, rateText } from './rates.ts'

it('counts only what has been answered, and makes no rate of too few', () => {
  expect(decidedOf({ right: 7, returned: 2, overridden: 1, open: 90 })).toBe(10)
  expect(rateText(1, 8)).toBe('12.5%')
  expect(rateText(0, 5)).toBe('0%')
  expect(rateText(4, 4)).toBeNull()
})
