import { expect, test } from 'vitest'
import { basemapMinZoom } from './basemap.ts'

test('what matters more comes at a lower zoom, and nothing is lost', () => {
  const zooms = ['expressway', 'arterial', 'collector', 'lane'].map((name) => basemapMinZoom('road', name, 3))
  expect(zooms).toEqual([...zooms].sort((a, b) => a - b))
  for (const rank of [0, 1, 5, 9, 30]) expect(basemapMinZoom('place', 'market', rank)).toBeLessThanOrEqual(15)
  expect(basemapMinZoom('building', 'residential', 9)).toBe(14)
  expect(basemapMinZoom('water', 'something new', 9)).toBe(6)
})

test('a bridge comes with its road', () => {
  expect(basemapMinZoom('road', 'bridge', 1)).toBe(basemapMinZoom('road', 'expressway', 1))
  expect(basemapMinZoom('road', 'bridge', 2)).toBe(basemapMinZoom('road', 'arterial', 2))
  expect(basemapMinZoom('road', 'bridge', 6)).toBe(basemapMinZoom('road', 'lane', 6))
})
