import { expect, test } from 'vitest'
import { minZoomOfRank } from './layer-features.ts'

test('each zoom shows four times as many points of a crowded layer, the last all of them', () => {
  expect([1, 2000, 2001, 8000, 8001, 32_000, 200_000, 1e9].map(minZoomOfRank)).toEqual([
    0, 0, 10, 10, 11, 11, 13, 15,
  ])
})
