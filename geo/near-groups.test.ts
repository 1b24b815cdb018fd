import fc from 'fast-check'
import { expect, it } from 'vitest'
import { haversineDistanceMeters } from './haversine-distance.ts'
import type { LngLat } from './lng-lat.ts'
import { nearGroups } from './near-groups.ts'

it('puts together what a chain of near points connects', () => {
  const step = 50 / 111_320
  const points: LngLat[] = [
    [0, 0],
    [0, step],
    [0, 10 * step],
    [0, 2 * step],
  ]
  expect(nearGroups(points, 60)).toEqual([[0, 1, 3], [2]])
  expect(nearGroups([], 60)).toEqual([])
})

it('is what comparing every pair gives, anywhere on earth', () => {
  const around = fc.record({
    lng: fc.double({ min: -180, max: 179.9, noNaN: true }),
    lat: fc.double({ min: -80, max: 80, noNaN: true }),
    offsets: fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 })), {
      maxLength: 40,
    }),
    radiusMeters: fc.integer({ min: 5, max: 120 }),
  })
  fc.assert(
    fc.property(around, ({ lng, lat, offsets, radiusMeters }) => {
      const points = offsets.map(([x, y]): LngLat => [lng + x / 1e5, lat + y / 1e5])
      expect(nearGroups(points, radiusMeters)).toEqual(bruteForce(points, radiusMeters))
    }),
  )
})

function bruteForce(points: readonly LngLat[], radiusMeters: number): number[][] {
  const groups: number[][] = []
  const left = new Set(points.keys())
  for (const first of points.keys()) {
    if (!left.delete(first)) continue
    const group = [first]
    for (const at of group)
      for (const other of [...left])
        if (haversineDistanceMeters(points[at]!, points[other]!) <= radiusMeters) {
          left.delete(other)
          group.push(other)
        }
    groups.push(group.sort((a, b) => a - b))
  }
  return groups
}
