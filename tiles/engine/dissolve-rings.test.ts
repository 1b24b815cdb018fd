import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dissolveRings } from './dissolve-rings.ts'
import { twiceArea } from './snap-to-units.ts'

const square = (x: number, y: number, side = 10) => [x, y, x + side, y, x + side, y + side, x, y + side]

test('two squares that share a side become one', () => {
  const [ring, ...rest] = dissolveRings([square(0, 0), square(10, 0)], 0)
  expect(rest).toEqual([])
  expect(twiceArea(ring!)).toBe(400)
  expect(ring).toHaveLength(8)
})

test('squares that touch at a corner stay two', () => {
  const rings = dissolveRings([square(0, 0), square(10, 10)], 0)
  expect(rings.map(twiceArea)).toEqual([200, 200])
})

test('a ring of squares round a middle keeps the hole after its outer ring; a small hole is filled', () => {
  const around = [0, 10, 20].flatMap((x) =>
    [0, 10, 20].flatMap((y) => (x === 10 && y === 10 ? [] : [square(x, y)])),
  )
  expect(dissolveRings(around, 0).map(twiceArea)).toEqual([1800, -200])
  expect(dissolveRings(around, 300).map(twiceArea)).toEqual([1800])
})

test('specks are left out', () => {
  expect(dissolveRings([square(0, 0, 2), square(50, 50)], 20).map(twiceArea)).toEqual([200])
})

test('any set of cells covers as much before as after, without doubled borders', () => {
  const cell = fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 }))
  fc.assert(
    fc.property(fc.uniqueArray(cell, { selector: String, minLength: 1, maxLength: 64 }), (cells) => {
      const rings = dissolveRings(
        cells.map(([x, y]) => square(10 * x, 10 * y)),
        0,
      )
      expect(rings.reduce((sum, ring) => sum + twiceArea(ring), 0)).toBe(200 * cells.length)
      const sides = rings.flatMap((ring) =>
        ring.flatMap((_, i) =>
          i % 2 === 0 ? [`${ring.at(i - 2)},${ring.at(i - 1)} ${ring[i]},${ring[i + 1]}`] : [],
        ),
      )
      expect(new Set(sides).size).toBe(sides.length)
    }),
  )
})
