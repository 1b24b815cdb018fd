import { expect, test } from 'vitest'
import { boxOf, featuresOf } from './plan-features.ts'

const leg = { lngLat: [118.2, 31.1], unit: { lngLat: [118.1, 31.3], route: [[118.15, 31.2]] } } as const

test('a way runs from the unit along the road to the case', () => {
  expect(featuresOf([leg]).features.map(({ geometry }) => geometry)).toEqual([
    {
      type: 'LineString',
      coordinates: [
        [118.1, 31.3],
        [118.15, 31.2],
        [118.2, 31.1],
      ],
    },
    { type: 'Point', coordinates: [118.2, 31.1] },
  ])
})

test('the box holds units and cases, and is none for an empty plan', () => {
  expect(boxOf([leg])).toEqual([118.1, 31.1, 118.2, 31.3])
  expect(boxOf([])).toBeUndefined()
})
