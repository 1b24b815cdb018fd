import { expect, test } from 'vitest'
import { shapeOf } from './shape-of.ts'

test('a long freehand line is thinned and stays closed', () => {
  const ring = Array.from({ length: 1000 }, (_, index) => [
    120 + Math.cos(index / 160) / 1e3 + 1e-9,
    30 + Math.sin(index / 160) / 1e3,
  ])
  const [thin] = shapeOf({ type: 'Polygon', coordinates: [[...ring, ring[0]!]] }).coordinates
  expect(thin!.length).toBeLessThanOrEqual(121)
  expect(thin!.at(-1)).toEqual(thin![0])
  expect(thin![0]![0]).toBe(120.001)
})
