import { expect, test } from 'vitest'
import { instantOf } from './local-time.ts'

test('a summer and a winter afternoon in Baltimore', () => {
  const format = 'MM/DD/YYYY hh:mm:ss A'
  expect(instantOf('11/13/2018 01:06:56 PM', format, 'America/New_York')).toBe('2018-11-13T18:06:56.000Z')
  expect(instantOf('07/04/2018 12:00:00 AM', format, 'America/New_York')).toBe('2018-07-04T04:00:00.000Z')
})

test('both sides of a clock change', () => {
  const format = 'YYYY-MM-DD HH:mm:ss'
  expect(instantOf('2018-11-04 00:30:00', format, 'America/New_York')).toBe('2018-11-04T04:30:00.000Z')
  expect(instantOf('2018-11-04 03:30:00', format, 'America/New_York')).toBe('2018-11-04T08:30:00.000Z')
  expect(instantOf('2018-03-11 03:30:00', format, 'America/New_York')).toBe('2018-03-11T07:30:00.000Z')
})

test('Shanghai has one offset', () => {
  expect(instantOf('2026/11/23 14:05', 'YYYY/MM/DD HH:mm', 'Asia/Shanghai')).toBe('2026-11-23T06:05:00.000Z')
})

test.each(['02/30/2018 01:00:00 PM', '13/01/2018 01:00:00 PM', 'yesterday', ''])('%j is no time', (text) => {
  expect(instantOf(text, 'MM/DD/YYYY hh:mm:ss A', 'America/New_York')).toBeUndefined()
})
