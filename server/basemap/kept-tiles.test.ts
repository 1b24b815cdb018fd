import fc from 'fast-check'
import { expect, test } from 'vitest'
import { KeptTiles } from './kept-tiles.ts'

const tileOf = (length: number) => ({
  bytes: new Uint8Array(length),
  type: 'png' as const,
  encoding: undefined,
})

test('it never holds more than it may, and forgets what nobody has asked for longest', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ name: fc.integer({ min: 0, max: 20 }), length: fc.integer({ min: 0, max: 3000 }) }),
      ),
      (steps) => {
        const kept = new KeptTiles(10_000, 1000)
        for (const { name, length } of steps) {
          kept.keep(`${name}`, tileOf(length), 0)
          expect(kept.bytes).toBeLessThanOrEqual(10_000)
          expect(kept.find(`${name}`, 0)?.tile?.bytes.length).toBe(length)
        }
      },
    ),
  )
  const kept = new KeptTiles(3000, 1000)
  kept.keep('a', tileOf(1000), 0)
  kept.keep('b', tileOf(1000), 0)
  kept.find('a', 0)
  kept.keep('c', tileOf(1000), 0)
  expect(['a', 'b', 'c'].map((name) => kept.find(name, 0) !== undefined)).toEqual([true, false, true])
})

test('that a tile is not there is remembered for a while only', () => {
  const kept = new KeptTiles(3000, 1000)
  kept.keep('a', undefined, 0)
  expect(kept.find('a', 1000)).toMatchObject({ tile: undefined })
  expect(kept.find('a', 1001)).toBeUndefined()
  expect(kept.bytes).toBe(0)
})
