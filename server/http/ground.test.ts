import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { groundRoutes } from './ground.ts'
import type { Exchange } from './route.ts'

test('one address may not copy the ground, another is not hindered', async () => {
  let nowMs = 0
  const tile = { bytes: new Uint8Array(3), type: 'png' as const, encoding: undefined }
  const tiles = {
    type: 'png' as const,
    minZoom: 0,
    maxZoom: 18,
    vectorLayers: [],
    attribution: '',
    tile: async () => tile,
    close: async () => {},
  }
  const info = { kind: 'raster' as const, minZoom: 0, maxZoom: 18, attribution: '' }
  const route = groundRoutes({ info, tiles }, { clock: { now: () => new Date(nowMs) } })[1]!
  const ask = (clientAddress: string) => {
    const res = { writeHead: () => res, end: () => res } as unknown as ServerResponse
    return route.handle({ res, clientAddress, params: { z: '1', x: '0', y: '0' } } as unknown as Exchange)
  }
  for (let i = 0; i < 3000; i++) await ask('a')
  await expect(ask('a')).rejects.toMatchObject({ kind: 'too_many', code: 'TOO_MANY_TILES' })
  await ask('b')
  nowMs = 60_001
  await ask('a')
})
