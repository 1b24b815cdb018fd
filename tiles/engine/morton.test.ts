import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tileAt } from './mercator.ts'
import { mortonOf, mortonRange } from './morton.ts'

const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

test('a point’s key lies in the range of its tile at every zoom, and in no other’s', () => {
  fc.assert(
    fc.property(unit, unit, fc.integer({ min: 0, max: 20 }), fc.nat(), fc.nat(), (x, y, zoom, a, b) => {
      const key = mortonOf(x, y)
      const isIn = ([from, to]: [number, number]) => key >= from && key < to
      const tile = tileAt(zoom, x, y)
      expect(isIn(mortonRange(zoom, tile.x, tile.y))).toBe(true)
      const other = { x: a % 2 ** zoom, y: b % 2 ** zoom }
      expect(isIn(mortonRange(zoom, other.x, other.y))).toBe(other.x === tile.x && other.y === tile.y)
    }),
  )
})
