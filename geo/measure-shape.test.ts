import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areaSquareMeters } from './area-square-meters.ts'
import { measureShape } from './measure-shape.ts'

const at = (lng: number, lat: number) => [lng, lat] as const
/**
 * A side that is straight in degrees is bent on the plane: one of 4.7 km by 0.27 m, which is 860 m² a side. Cut into so
 * many pieces each side follows its bend, and what is left is that over the square of them.
 */
const pieces = 64
const slack = 1
const alongDegrees = (ring: readonly (readonly [number, number])[]) =>
  ring.flatMap(([x, y], i) => {
    if (i === 0) return [at(x, y)]
    const [x0, y0] = ring[i - 1]!
    return Array.from({ length: pieces }, (_, k) =>
      at(x0 + ((x - x0) * (k + 1)) / pieces, y0 + ((y - y0) * (k + 1)) / pieces),
    )
  })
const anyRing = fc
  .array(
    fc.tuple(fc.double({ min: 0, max: 0.05, noNaN: true }), fc.double({ min: 0, max: 0.05, noNaN: true })),
    {
      minLength: 3,
      maxLength: 3,
    },
  )
  .map((corners) => {
    const ring = corners.map(([x, y]) => at(119.4 + x, 31.9 + y))
    return [...ring, ring[0]!]
  })

test('what is measured on the plane is what is measured on the ellipsoid, but for the scale of the zone', () => {
  fc.assert(
    fc.property(anyRing, (ring) => {
      const measured = measureShape({ type: 'Polygon', coordinates: [alongDegrees(ring)] })
      const other = areaSquareMeters([[ring]])
      expect(measured.centralMeridian).toBe(120)
      expect(measured.areaSquareMeters).toBeGreaterThanOrEqual(other * 0.9995 - slack)
      expect(measured.areaSquareMeters).toBeLessThanOrEqual(other * 1.0005 + slack)
    }),
  )
})

test('a line has a length and no area; a hole is taken out', () => {
  const line = measureShape({ type: 'LineString', coordinates: [at(120, 31), at(120, 31.01)] })
  expect(line.lengthMeters).toBeCloseTo(1108.6, 0)
  expect(line.areaSquareMeters).toBe(0)
  const square = (west: number, side: number) => [
    at(west, 31),
    at(west + side, 31),
    at(west + side, 31 + side),
    at(west, 31 + side),
    at(west, 31),
  ]
  const [whole, hole] = [square(120, 0.01), square(120.002, 0.002)]
  const area = (coordinates: (readonly (readonly [number, number])[])[]) =>
    measureShape({ type: 'Polygon', coordinates }).areaSquareMeters
  expect(area([whole, hole])).toBeCloseTo(area([whole]) - area([hole]), 3)
  expect(measureShape({ type: 'Polygon', coordinates: [] }).areaSquareMeters).toBe(0)
})
