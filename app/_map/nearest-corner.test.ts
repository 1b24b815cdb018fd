import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearestCorner } from './nearest-corner.ts'

const at = (x: number, y: number) => ({ x, y })
const line = [at(0, 0), at(100, 0), at(100, 100)]

test('a corner within reach wins over the side that is nearer; out of reach there is nothing', () => {
  expect(nearestCorner(at(8, 1), [line], 10)).toEqual(at(0, 0))
  expect(nearestCorner(at(50, 4), [line], 10)).toEqual(at(50, 0))
  expect(nearestCorner(at(50, 40), [line], 10)).toBeUndefined()
  expect(nearestCorner(at(3, 4), [[at(0, 0)]], 5)).toEqual(at(0, 0))
  expect(nearestCorner(at(0, 0), [], 5)).toBeUndefined()
  expect(nearestCorner(at(1, 1), [[at(0, 0), at(0, 0)]], 5)).toEqual(at(0, 0))
})

const anyPixel = fc.record({ x: fc.integer({ min: 0, max: 500 }), y: fc.integer({ min: 0, max: 500 }) })
test('what is found lies within reach', () => {
  fc.assert(
    fc.property(anyPixel, fc.array(fc.array(anyPixel, { maxLength: 6 }), { maxLength: 5 }), (hand, lines) => {
      const found = nearestCorner(hand, lines, 20)
      if (found) expect(Math.hypot(found.x - hand.x, found.y - hand.y)).toBeLessThanOrEqual(20)
    }),
  )
})
