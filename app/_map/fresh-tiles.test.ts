import type { Map as MapLibreMap } from 'maplibre-gl'
import { expect, test, vi } from 'vitest'
import { FreshTiles } from './fresh-tiles.ts'
import type { TileId } from './tiles-around.ts'

const tile = (x: number): TileId => ({ z: 9, x, y: 0 })

/** Only what FreshTiles asks of a map: frames come by hand, tiles arrive by hand. */
function mapOf() {
  let onSourceData: (event: { sourceId: string }) => void = () => {}
  let onRender: (() => void)[] = []
  const kept = { tiles: [tile(1), tile(2)] }
  const cache = {
    filter(isKept: (one: { tileID: { canonical: TileId } }) => boolean) {
      kept.tiles = kept.tiles.filter((canonical) => isKept({ tileID: { canonical } }))
    },
  }
  const manager = {
    _outOfViewCache: cache,
    getIds: () => ['in view'],
    getTileByID: () => ({ tileID: { canonical: tile(3) } }),
  }
  const state = { isLoaded: true, hasSource: true }
  const refreshTiles = vi.fn()
  const map = {
    on: (_: string, listener: typeof onSourceData) => {
      onSourceData = listener
    },
    once: (_: string, listener: () => void) => onRender.push(listener),
    triggerRepaint() {},
    getSource: () => (state.hasSource ? {} : undefined),
    isSourceLoaded: () => state.isLoaded,
    style: { tileManagers: { cases: manager } },
    refreshTiles,
  }
  return {
    map: map as unknown as MapLibreMap,
    state,
    kept,
    fetched: () => refreshTiles.mock.calls,
    async frame() {
      const listeners = onRender
      onRender = []
      for (const listener of listeners) listener()
      await new Promise((resolve) => setTimeout(resolve))
    },
    arrive() {
      state.isLoaded = true
      onSourceData({ sourceId: 'cases' })
    },
  }
}

test('tiles are fetched after the next frame, and out of view none of them is kept', async () => {
  const { map, fetched, frame, kept } = mapOf()
  const fresh = new FreshTiles(map)
  fresh.fetch('cases', [tile(1)])
  expect(fetched()).toEqual([])
  await frame()
  expect(fetched()).toEqual([['cases', [tile(1)]]])
  expect(kept.tiles).toEqual([tile(2)])
})

test('what was on its way is fetched once more when it has arrived, and then no more', async () => {
  const { map, state, fetched, frame, arrive } = mapOf()
  const fresh = new FreshTiles(map)
  state.isLoaded = false
  fresh.fetch('cases', [tile(1)])
  await frame()
  fresh.fetch('cases', [tile(1), tile(2)])
  await frame()
  expect(fetched()).toHaveLength(2)
  arrive()
  await frame()
  expect(fetched().slice(2)).toEqual([['cases', [tile(1), tile(2)]]])
  arrive()
  await frame()
  expect(fetched()).toHaveLength(3)
})

test('all tiles are all, whatever else was on its way', async () => {
  const { map, state, fetched, frame, arrive, kept } = mapOf()
  const fresh = new FreshTiles(map)
  state.isLoaded = false
  fresh.fetch('cases', [tile(1)])
  fresh.fetch('cases', undefined)
  await frame()
  arrive()
  await frame()
  expect(fetched().at(-1)).toEqual(['cases', [tile(3)]])
  expect(kept.tiles).toEqual([])
})

test('a source that has left the map is not fetched', async () => {
  const { map, state, fetched, frame } = mapOf()
  const fresh = new FreshTiles(map)
  fresh.fetch('cases', undefined)
  state.hasSource = false
  await frame()
  expect(fetched()).toEqual([])
})

test('what is asked for while no frame comes is fetched once', async () => {
  const { map, fetched, frame } = mapOf()
  const fresh = new FreshTiles(map)
  for (let i = 0; i < 1000; i++) fresh.fetch('cases', [tile(1), tile(i % 2)])
  await frame()
  expect(fetched()).toEqual([['cases', [tile(1), tile(0)]]])
})
