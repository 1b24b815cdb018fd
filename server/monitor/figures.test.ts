import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AGE_BAND_MINUTES, ageBandOf, spanOfBand } from './figures.ts'

test('bands begin where the one before ends', () => {
  expect([-1, 0, 9.9, 10, 29, 30, 60, 239, 240, 9999].map(ageBandOf)).toEqual([0, 0, 0, 1, 1, 2, 3, 3, 4, 4])
})

test('an age lies in exactly the span of its band', () => {
  const now = new Date('2026-03-05T02:00:00Z')
  fc.assert(
    fc.property(fc.integer({ min: -10, max: 600 }), (minutes) => {
      const since = new Date(now.getTime() - minutes * 60_000)
      const bands = [...AGE_BAND_MINUTES.keys(), AGE_BAND_MINUTES.length].filter((band) => {
        const { from, till } = spanOfBand(band, now)
        return (from === null || since > from) && (till === null || since <= till)
      })
      expect(bands).toEqual([ageBandOf(minutes)])
    }),
  )
})
