import { expect, test } from 'vitest'
import { dispatchWays } from './dispatch-ways.ts'

test('each way has its number, the chosen one its tone; without a road it is the straight line', () => {
  const to = [118.8, 31.9] as const
  const { features, box } = dispatchWays(
    [
      {
        lngLat: [118.81, 31.91],
        route: [
          [118.81, 31.91],
          [118.83, 31.91],
          [118.8, 31.9],
        ],
      },
      { lngLat: [118.79, 31.88], route: [] },
    ],
    1,
    to,
  )
  expect(
    features.features.map(({ properties, geometry }) => [
      properties,
      geometry.type === 'LineString' ? geometry.coordinates : geometry.type,
    ]),
  ).toEqual([
    [
      { tone: 'other', number: '1' },
      [
        [118.81, 31.91],
        [118.83, 31.91],
        [118.8, 31.9],
      ],
    ],
    [{ tone: 'other', number: '1' }, 'Point'],
    [
      { tone: 'chosen', number: '2' },
      [
        [118.79, 31.88],
        [118.8, 31.9],
      ],
    ],
    [{ tone: 'chosen', number: '2' }, 'Point'],
  ])
  expect(box).toEqual([118.79, 31.88, 118.83, 31.91])
  expect(dispatchWays([], null, to).box).toBeUndefined()
})
