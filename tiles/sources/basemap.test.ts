import { expect, test } from 'vitest'
import { basemapMinZoom } from './basemap.ts'
import { basemapClass, roadNumber } from './basemap-classes.ts'

test('what matters more comes at a lower zoom, and nothing is lost', () => {
  const zooms = ['expressway', 'arterial', 'collector', 'ramp', 'lane', 'path'].map((name) =>
    basemapMinZoom('road', name, 3),
  )
  expect(zooms).toEqual([...zooms].sort((a, b) => a - b))
  for (const rank of [0, 1, 5, 9, 30]) expect(basemapMinZoom('place', 'market', rank)).toBeLessThanOrEqual(15)
  expect(basemapMinZoom('building', 'residential', 9)).toBe(14)
  expect(basemapMinZoom('water', 'something new', 9)).toBe(6)
  expect(basemapMinZoom('road', 'something new', 9)).toBe(11)
})

test('a bridge is the road that it carries', () => {
  expect(basemapClass('road', 'bridge', 1)).toBe('expressway')
  expect(basemapClass('road', 'bridge', 2)).toBe('arterial')
  expect(basemapClass('road', 'bridge', 6)).toBe('lane')
})

test("other people's classes are drawn as ours, unknown ones keep their name", () => {
  expect(basemapClass('road', 'motorway_link', 2)).toBe('ramp')
  expect(basemapClass('land', 'wood', 5)).toBe('forest')
  expect(basemapClass('land', 'volcano', 5)).toBe('volcano')
})

test('a road number is read from where the name begins with it', () => {
  expect(roadNumber('G42 沪蓉高速')).toBe('G42')
  expect(roadNumber('S206')).toBe('S206')
  expect(roadNumber('I-95')).toBe('I-95')
  for (const name of ['', '云江路', 'Grand Avenue', 'G42号路', 'S1ow Street'])
    expect(roadNumber(name)).toBeNull()
})
