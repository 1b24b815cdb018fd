import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cityMinute, msOfCityMinute } from './city-minute.ts'

it.each([
  ['Asia/Shanghai', '2026-11-30T16:30', '2026-11-30T08:30:00.000Z'],
  ['America/Chicago', '2026-07-01T00:00', '2026-07-01T05:00:00.000Z'],
  // The clocks skip the hour from two to three, and have the one from one to two twice.
  ['America/New_York', '2026-03-08T02:30', '2026-03-08T07:30:00.000Z'],
  ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00.000Z'],
  ['Asia/Kolkata', '2026-01-01T00:15', '2025-12-31T18:45:00.000Z'],
])('in %s %s is %s', (timeZone, text, iso) => {
  expect(new Date(msOfCityMinute(timeZone, text)).toISOString()).toBe(iso)
})

it('leads back from every minute that the clocks have', () => {
  const zone = fc.constantFrom(
    'Asia/Shanghai',
    'Europe/Amsterdam',
    'America/New_York',
    'Australia/Lord_Howe',
    'UTC',
  )
  const minute = fc.integer({ min: Date.UTC(2000, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 })
  fc.assert(
    fc.property(zone, minute, (timeZone, at) => {
      const text = cityMinute(timeZone, at * 60_000)
      const back = msOfCityMinute(timeZone, text)
      expect(cityMinute(timeZone, back)).toBe(text)
      // Of a minute that comes twice it is the first.
      expect(back).toBeLessThanOrEqual(at * 60_000)
    }),
  )
})

it.each(['', 'soon', '2026-13-01T00:00'])('takes %j for no minute', (text) =>
  expect(msOfCityMinute('Asia/Shanghai', text)).toBeNaN(),
)
