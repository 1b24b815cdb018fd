import { expect, test } from 'vitest'
import { representativePoint } from './representative-point.ts'

test('the middle of a line is measured along it', () => {
  expect(
    representativePoint({
      type: 'LineString',
      coordinates: [
        [0, 0],
        [1, 0],
        [1, 3],
      ],
    }),
  ).toEqual([1, 1])
})

test('a square stands at its centroid', () => {
  const coordinates = [
    [
      [116, 40],
      [118, 40],
      [118, 42],
      [116, 42],
      [116, 40],
    ],
  ]
  expect(representativePoint({ type: 'Polygon', coordinates })).toEqual([117, 41])
})

test('a horseshoe stands on its own ground', () => {
  const horseshoe = [
    [
      [0, 0],
      [9, 0],
      [9, 9],
      [8, 9],
      [8, 1],
      [1, 1],
      [1, 9],
      [0, 9],
      [0, 0],
    ],
  ]
  expect(representativePoint({ type: 'Polygon', coordinates: horseshoe })).toEqual([0, 0])
})

test('nothing stands nowhere', () => {
  expect(representativePoint({ type: 'MultiPolygon', coordinates: [] })).toBeUndefined()
  expect(representativePoint({ type: 'GeometryCollection', geometries: [] })).toBeUndefined()
})
