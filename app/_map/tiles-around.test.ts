import { expect, test } from 'vitest'
import { tilesAround } from './tiles-around.ts'

test('one tile a zoom for a point well inside', () => {
  expect(tilesAround([120.3, 30.1], 10, 11)).toEqual([
    { z: 10, x: 854, y: 422 },
    { z: 11, x: 1708, y: 844 },
  ])
})

test('a point on a corner of four tiles belongs to all of them', () => {
  expect(tilesAround([0, 0], 3, 3)).toEqual([
    { z: 3, x: 3, y: 3 },
    { z: 3, x: 3, y: 4 },
    { z: 3, x: 4, y: 3 },
    { z: 3, x: 4, y: 4 },
  ])
})

test('the world has an edge', () => {
  expect(tilesAround([-180, 85.05], 1, 1)).toEqual([{ z: 1, x: 0, y: 0 }])
})
