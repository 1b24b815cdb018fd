import type { Map as MapLibreMap } from 'maplibre-gl'
import { expect, test, vi } from 'vitest'
import { FailedTiles } from './failed-tiles.ts'

/** Tiles in the picture of one source and how far they have come. */
function failedOf(states: Record<string, 'loading' | 'loaded' | 'errored'>) {
  const manager = { getTileByID: (key: string) => states[key] && { state: states[key] } }
  const refreshTiles = vi.fn()
  const map = { style: { tileManagers: { ground: manager } }, refreshTiles } as unknown as MapLibreMap
  return Object.assign(new FailedTiles(map), { refreshTiles })
}
const tile = (key: string) => ({ key, canonical: { z: 3, x: key.charCodeAt(0), y: 0 } })

test('a source is whole when each of its failed tiles has come', () => {
  const states: Parameters<typeof failedOf>[0] = { a: 'errored', b: 'errored', c: 'loaded' }
  const failed = failedOf(states)
  expect(failed.isAnyMissing('ground')).toBe(false)
  failed.add('ground', tile('a'))
  failed.add('ground', tile('b'))
  states.a = 'loaded'
  expect(failed.isAnyMissing('ground')).toBe(true)
  failed.askAgain('ground')
  expect(failed.refreshTiles).toHaveBeenCalledWith('ground', [tile('b').canonical])
  states.b = 'loading'
  expect(failed.isAnyMissing('ground')).toBe(true)
  failed.add('ground', tile('b'))
  states.b = 'errored'
  expect([failed.isAnyMissing('ground'), failed.sources]).toEqual([true, ['ground']])
  states.b = 'loaded'
  expect([failed.isAnyMissing('ground'), failed.sources]).toEqual([false, []])
})

test('a larger tile that stood in for one that has come is missed no more', () => {
  const states: Parameters<typeof failedOf>[0] = { small: 'errored', larger: 'errored' }
  const failed = failedOf(states)
  failed.add('ground', tile('small'))
  failed.add('ground', tile('larger'))
  states.small = 'loaded'
  expect(failed.isAnyMissing('ground')).toBe(true)
  delete states.larger
  expect(failed.isAnyMissing('ground')).toBe(false)
})

test('a tile that is asked for again and does not exist is not missed', () => {
  const states: Parameters<typeof failedOf>[0] = { a: 'errored' }
  const failed = failedOf(states)
  failed.add('ground', tile('a'))
  failed.askAgain('ground')
  states.a = 'loading'
  expect(failed.isAnyMissing('ground')).toBe(true)
  states.a = 'errored'
  expect(failed.isAnyMissing('ground')).toBe(false)
})
