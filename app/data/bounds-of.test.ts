import { expect, test } from 'vitest'
import { boundsOf } from './bounds-of.ts'

test('holds every feature with some room; nothing has no box', () => {
  const feature = (geometry: GeoJSON.Geometry): GeoJSON.Feature => ({
    type: 'Feature',
    properties: {},
    geometry,
  })
  expect(boundsOf({ type: 'FeatureCollection', features: [] })).toBeUndefined()
  const box = boundsOf({
    type: 'FeatureCollection',
    features: [
      feature({ type: 'Point', coordinates: [118.8, 31.9] }),
      feature({
        type: 'MultiLineString',
        coordinates: [
          [
            [118.9, 31.8],
            [118.7, 31.95],
          ],
        ],
      }),
    ],
  })
  expect(box).toEqual(
    [118.7, 31.8, 118.9, 31.95].map((side, i) => expect.closeTo(side + (i < 2 ? -0.001 : 0.001), 9)),
  )
})
