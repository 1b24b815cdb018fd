import { expect, it } from 'vitest'
import { monthAfter, monthOf, monthSchema, periodOf } from './month.ts'

it('begins a month at midnight of the city', () => {
  expect(periodOf('Asia/Shanghai', '2026-10')).toEqual({
    from: new Date('2026-09-30T16:00:00Z'),
    until: new Date('2026-10-31T16:00:00Z'),
  })
  // Clocks go back on the first of November.
  expect(periodOf('America/New_York', '2026-11')).toEqual({
    from: new Date('2026-11-01T04:00:00Z'),
    until: new Date('2026-12-01T05:00:00Z'),
  })
})

it('knows which month an instant lies in, there', () => {
  expect(monthOf('Asia/Shanghai', new Date('2026-09-30T16:00:00Z'))).toBe('2026-10')
  expect(monthOf('America/New_York', new Date('2026-11-01T03:59:00Z'))).toBe('2026-10')
})

it.each([
  ['2026-11', 2, '2027-01'],
  ['2026-01', -1, '2025-12'],
  ['2026-03', 0, '2026-03'],
])('%s and %i months is %s', (month, count, other) => expect(monthAfter(month, count)).toBe(other))

it.each(['2026-13', '2026-00', '2026-1', '1999-01', '2026-10-01'])('%s is no month', (text) =>
  expect(monthSchema.safeParse(text).success).toBe(false),
)
