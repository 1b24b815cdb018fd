import { expect, it } from 'vitest'
import { daysOfMonth } from './days-of-month.ts'

it('starts weeks on Monday, knows leap days and weekends', () => {
  const february = daysOfMonth(2028, 2)
  expect(february.lead).toBe(1)
  expect(february.days).toHaveLength(29)
  expect(february.days.at(-1)).toEqual({ day: '2028-02-29', number: 29, isWeekend: false })
  const march = daysOfMonth(2026, 3)
  expect(march.lead).toBe(6)
  expect(march.days.filter(({ isWeekend }) => isWeekend).map(({ number }) => number)).toEqual([
    1, 7, 8, 14, 15, 21, 22, 28, 29,
  ])
})
