import type { Position } from 'geojson'
import { expect, test } from 'vitest'
import { areasSource } from '../sources/areas.ts'
import { decodeTile } from './decode-for-test.ts'
import { ShapeStore } from './shape-store.ts'
import { sharedBorders } from './shared-borders.ts'

const polygon = (...ring: Position[]) => ({ type: 'Polygon' as const, coordinates: [[...ring, ring[0]!]] })
/** Two halves side by side, with a vertex wherever the other has one. */
const west = polygon([0, 0], [1, 0], [1, 1], [0, 1])
const east = polygon([1, 0], [2, 0], [2, 1], [1, 1])
const both = polygon([0, 0], [1, 0], [2, 0], [2, 1], [1, 1], [0, 1])
const halves = [
  { level: 'district', geometry: both },
  { level: 'subdistrict', geometry: west },
  { level: 'subdistrict', geometry: east },
]

test('what two areas share is one line, what a coarser area has is its own', () => {
  const borders = sharedBorders(halves)
  expect(borders.map(({ level }) => level)).toEqual(['district', 'subdistrict'])
  expect(borders[0]!.line).toHaveLength(7)
  expect(borders[0]!.line[0]).toEqual(borders[0]!.line.at(-1))
  expect(borders[1]!.line).toEqual([
    [1, 0],
    [1, 1],
  ])
})

test('a ring that begins within a border of its own leaves one line', () => {
  const turned = polygon([1, 0.5], [1, 1], [0, 1], [0, 0], [1, 0])
  const [, inner, ...more] = sharedBorders([
    { level: 'district', geometry: both },
    { level: 'subdistrict', geometry: turned },
  ])
  expect(inner!.line.map(([, lat]) => lat).toSorted()).toEqual([0, 0.5, 1])
  expect(more).toEqual([])
})

test('holes and islands have borders, other shapes and sides without length have none', () => {
  const hole = [0.4, 0.6].flatMap((lng): Position[] => [
    [lng, 0.4],
    [lng, 0.6],
  ])
  const island = { type: 'MultiPolygon' as const, coordinates: [west.coordinates, [hole]] }
  expect(sharedBorders([{ level: 'city', geometry: island }])).toHaveLength(2)
  expect(sharedBorders([{ level: 'city', geometry: { type: 'Point', coordinates: [0, 0] } }])).toEqual([])
  expect(sharedBorders([{ level: 'city', geometry: polygon([0, 0], [0, 0], [1, 0], [1, 1]) }])).toHaveLength(
    1,
  )
})

test('in a tile each border is a line of its level', () => {
  const layer = areasSource.layers.find(({ name }) => name === 'area_borders')!
  const store = new ShapeStore(
    layer,
    sharedBorders(halves).map(({ level, line }, i) => ({
      id: i + 1,
      scopeAreaId: 0,
      geometry: { type: 'LineString', coordinates: line },
      values: [level],
    })),
  )
  const { area_borders: lines } = decodeTile(store.encode(6, 32, 31, undefined, false))
  expect(lines!.map(({ type, properties }) => ({ type, ...properties }))).toEqual([
    { type: 2, level: 'district' },
    { type: 2, level: 'subdistrict' },
  ])
  // Up to 2° of the 5.6° that the tile spans, none of them twice.
  const [outer, inner] = lines!.map(({ geometry }) => geometry)
  expect(inner!.flat().every(({ x }) => x === inner![0]![0]!.x)).toBe(true)
  expect(Math.max(...outer!.flat().map(({ x }) => x))).toBe(2 * inner![0]![0]!.x)
})
