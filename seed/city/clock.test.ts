import fc from 'fast-check'
import { expect, it } from 'vitest'
import { localClock, localParts, toInstant } from './clock.ts'

const anyMs = fc.integer({ min: Date.UTC(1969, 0, 1), max: Date.UTC(2100, 0, 1) })

it('writes instants as Date does, to the second', () => {
  fc.assert(
    fc.property(anyMs, (ms) => {
      expect(toInstant(ms)).toBe(new Date(Math.round(ms / 1000) * 1000).toISOString())
    }),
  )
})

it('tells the same local time with and without the date', () => {
  fc.assert(
    fc.property(anyMs, (ms) => {
      expect(localParts(ms)).toMatchObject(localClock(ms))
    }),
  )
  expect(localClock(Date.parse('2026-11-23T16:30:00Z'))).toEqual({ weekday: 2, hour: 0, minuteOfDay: 30 })
})
