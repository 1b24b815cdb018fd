import { expect, test } from 'vitest'
import { areaSquareMeters } from './area-square-meters.ts'
import { borderDistanceMeters } from './border-distance.ts'
import { boundingBox } from './bounding-box.ts'
import { compareCodes } from './compare-codes.ts'
import { haversineDistanceMeters } from './haversine-distance.ts'
import type { MultiPolygonCoordinates } from './lng-lat.ts'
import { metersPerDegree } from './meters-per-degree.ts'
import { sideOfPolygon } from './point-in-polygon.ts'
import { readWkbPolygons } from './read-wkb.ts'

const unitSquareWithHole: MultiPolygonCoordinates = [
  [
    [
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 4],
      [0, 0],
    ],
    [
      [1, 1],
      [1, 3],
      [3, 3],
      [3, 1],
      [1, 1],
    ],
  ],
]

test('measures distance on the sphere and degrees on the ellipsoid', () => {
  expect(haversineDistanceMeters([116.3913, 39.9075], [121.4737, 31.2304])).toBeCloseTo(1_068_261, 0)
  expect(haversineDistanceMeters([0, 0], [77, 90])).toBeCloseTo((6371008.8 * Math.PI) / 2, 3)
  expect(haversineDistanceMeters([179.5, 0], [-179.5, 0])).toBeCloseTo(111_195, 0)
  expect(metersPerDegree(0).perLng).toBeCloseTo(111_319.49, 1)
  expect(metersPerDegree(0).perLat).toBeCloseTo(110_574.28, 1)
  expect(metersPerDegree(90).perLng).toBeCloseTo(0, 6)
})

test('takes holes out of an area, whichever way rings wind', () => {
  const small = unitSquareWithHole.map((polygon) =>
    polygon.map((ring) => ring.map(([lng, lat]) => [116 + lng / 1000, 40 + lat / 1000] as const)),
  )
  const reversed = small.map((polygon) => polygon.map((ring) => ring.toReversed()))
  expect(areaSquareMeters(small)).toBeCloseTo(12 * 85.394 * 111.035, -2)
  expect(areaSquareMeters(reversed)).toBeCloseTo(areaSquareMeters(small), 6)
  expect(areaSquareMeters([])).toBe(0)
})

test('boxes what is there', () => {
  expect(boundingBox(unitSquareWithHole)).toEqual([0, 0, 4, 4])
  expect(boundingBox([])).toBeUndefined()
  expect(boundingBox([[]])).toBeUndefined()
})

test('tells inside, border, hole and outside apart', () => {
  expect(sideOfPolygon(unitSquareWithHole, 0.5, 0.5)).toBe('inside')
  expect(sideOfPolygon(unitSquareWithHole, 2, 2)).toBe('outside')
  expect(sideOfPolygon(unitSquareWithHole, 1, 2)).toBe('border')
  expect(sideOfPolygon(unitSquareWithHole, 4, 4)).toBe('border')
  expect(sideOfPolygon(unitSquareWithHole, 5, 0)).toBe('outside')
})

test('measures to the nearest border, that of a hole too', () => {
  const { perLng } = metersPerDegree(2)
  expect(borderDistanceMeters(unitSquareWithHole, 1.25, 2)).toBeCloseTo(perLng / 4, 6)
  expect(borderDistanceMeters([], 0, 0)).toBe(Number.POSITIVE_INFINITY)
})

test('orders codes by code points, as the database does', () => {
  const codes = ['\uffee', '\u{20000}', 'b', 'a', '10', '9', '', 'ab']
  const bytes = (code: string) => Buffer.from(code)
  expect([...codes].sort(compareCodes)).toEqual([...codes].sort((a, b) => Buffer.compare(bytes(a), bytes(b))))
})

test('refuses WKB that holds no polygon', () => {
  const point = Buffer.from('0101000000000000000000f03f0000000000000040', 'hex')
  expect(() => readWkbPolygons(point)).toThrow('type 1 is no polygon')
  const emptyMulti = Buffer.from('010600000000000000', 'hex')
  expect(readWkbPolygons(emptyMulti)).toEqual([])
})
