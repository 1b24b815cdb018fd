import { expect, it } from 'vitest'
import { RateLimiter } from './rate-limiter.ts'

it('lets so many through in any window, each key by itself', () => {
  const limiter = new RateLimiter({ max: 2, windowMs: 1000 })
  expect([0, 100, 200].map((at) => limiter.take('a', at))).toEqual([true, true, false])
  expect(limiter.take('b', 200)).toBe(true)
  // The first is a second old: room for one more.
  expect([1000, 1001, 1050].map((at) => limiter.take('a', at))).toEqual([true, false, false])
  expect(limiter.take('a', 5000)).toBe(true)
})
