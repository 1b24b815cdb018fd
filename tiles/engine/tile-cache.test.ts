import { expect, test } from 'vitest'
import { type CachedBytes, TileCache } from './tile-cache.ts'
import { tileKey } from './tile-key.ts'

const bytesOf = (length: number): CachedBytes => ({
  bytes: new Uint8Array(length),
  etag: '"e"',
  gzip: undefined,
  uses: 0,
})

test('keeps what was used last when it is full', () => {
  const cache = new TileCache(250)
  for (const x of [0, 1]) cache.add(cache.open(5, x, 0, [0]), 'all', bytesOf(100))
  cache.find(5, 0, 0)
  cache.add(cache.open(5, 2, 0, [0]), 'all', bytesOf(100))
  expect([0, 1, 2].map((x) => cache.find(5, x, 0) !== undefined)).toEqual([true, false, true])
})

test('a tile larger than the whole is still answered', () => {
  const cache = new TileCache(10)
  const tile = cache.open(5, 0, 0, [0])
  cache.add(tile, 'all', bytesOf(100))
  expect(cache.find(5, 0, 0)?.variants.size).toBe(1)
})

test('a moved feature drops one tile for each zoom and place, no more', () => {
  const cache = new TileCache(1e6)
  for (let zoom = 7; zoom <= 16; zoom++) {
    for (const place of [0.25, 0.75]) {
      const at = Math.floor(place * 2 ** zoom)
      cache.add(cache.open(zoom, at, at, [0]), 'all', bytesOf(1))
    }
  }
  expect(cache.size).toBe(20)
  expect(cache.invalidateAt(0.25, 0.25, 7, 16)).toBe(10)
  expect(cache.invalidateAt(0.25, 0.25, 7, 16)).toBe(0)
  expect(cache.size).toBe(10)
})

test('every tile has a number of its own', () => {
  const keys = new Set<number>()
  for (let zoom = 0; zoom <= 5; zoom++) {
    for (let x = 0; x < 2 ** zoom; x++) for (let y = 0; y < 2 ** zoom; y++) keys.add(tileKey(zoom, x, y))
  }
  expect(keys.size).toBe((4 ** 6 - 1) / 3)
  expect(Number.isSafeInteger(tileKey(25, 2 ** 25 - 1, 2 ** 25 - 1))).toBe(true)
})
