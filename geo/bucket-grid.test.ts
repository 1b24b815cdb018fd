import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BucketGrid } from './bucket-grid.ts'
import { metersPerDegree } from './meters-per-degree.ts'

type Place = { lng: number; lat: number }

function bruteForce(places: Map<number, Place>, lng: number, lat: number, k: number, maxMeters: number) {
  const { perLng, perLat } = metersPerDegree(lat)
  return [...places]
    .map(([id, place]) => {
      const dx = (place.lng - lng) * perLng
      const dy = (place.lat - lat) * perLat
      return { id, squared: dx * dx + dy * dy }
    })
    .filter(({ id, squared }) => id % 3 !== 0 && squared <= maxMeters * maxMeters)
    .sort((a, b) => a.squared - b.squared || a.id - b.id)
    .slice(0, k)
    .map(({ id, squared }) => ({ id, distanceMeters: Math.sqrt(squared) }))
}

const degree = fc.oneof(
  fc.double({ min: -0.02, max: 0.12, noNaN: true }),
  fc.integer({ min: 0, max: 10 }).map((tenth) => tenth / 100),
)

test('finds what a scan finds after any inserts, moves and removals, inside the box and out', () => {
  const step = fc.record({
    id: fc.integer({ min: 0, max: 400 }),
    x: degree,
    y: degree,
    isRemoval: fc.boolean(),
  })
  const query = fc.record({ x: degree, y: degree, k: fc.integer({ min: 1, max: 30 }), isNear: fc.boolean() })
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 300, size: 'max' }),
      fc.array(query, { minLength: 1, maxLength: 10 }),
      (steps, queries) => {
        const grid = new BucketGrid([116.2, 39.7, 116.3, 39.8])
        // The same as bits: what is a multiple of three lacks one.
        const marksOf = (id: number) => (id % 3 === 0 ? 1 : 3)
        const places = new Map<number, Place>()
        for (const { id, x, y, isRemoval } of steps) {
          if (isRemoval) expect(grid.remove(id)).toBe(places.delete(id))
          else {
            grid.set(id, 116.2 + x, 39.7 + y, marksOf(id))
            places.set(id, { lng: 116.2 + x, lat: 39.7 + y })
          }
        }
        expect(grid.size).toBe(places.size)
        for (const { x, y, k, isNear } of queries) {
          const maxMeters = isNear ? 2000 : Infinity
          const found = grid.nearest(116.2 + x, 39.7 + y, k, { filter: (id) => id % 3 !== 0, maxMeters })
          const expected = bruteForce(places, 116.2 + x, 39.7 + y, k, maxMeters)
          expect(found).toEqual(expected)
          expect(grid.nearestIds(116.2 + x, 39.7 + y, k, { marks: 2, maxMeters })).toEqual(
            expected.map(({ id }) => id),
          )
        }
      },
    ),
    { numRuns: 200 },
  )
})

test('stays right while it grows finer', () => {
  const grid = new BucketGrid([116.2, 39.7, 116.3, 39.8])
  const places = new Map<number, Place>()
  for (let id = 1; id <= 5000; id++) {
    const place = { lng: 116.2 + ((id * 0.618034) % 0.1), lat: 39.7 + ((id * 0.754878) % 0.1) }
    grid.set(id, place.lng, place.lat)
    places.set(id, place)
  }
  const found = grid.nearest(116.25, 39.75, 10, { filter: (id) => id % 3 !== 0 })
  expect(found).toEqual(bruteForce(places, 116.25, 39.75, 10, Infinity))
})

test('refuses what is no place and finds nothing near it', () => {
  const grid = new BucketGrid([0, 0, 1, 1])
  expect(() => grid.set(1, Number.NaN, 0)).toThrow('no place for 1')
  expect(grid.has(1)).toBe(false)
  expect(grid.nearest(Number.NaN, 0, 3)).toEqual([])
  expect(grid.remove(1)).toBe(false)
  expect(() => new BucketGrid([1, 0, 1, 1])).toThrow('no box')
})
