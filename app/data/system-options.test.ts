import { expect, test } from 'vitest'
import { systemOptions } from './system-options.ts'

test('zones by the city come first, each with and without its number, none twice or missing', () => {
  const { named, near, other } = systemOptions(118.8)
  expect(near.slice(0, 2)).toEqual([
    { value: 'EPSG:4549', kind: 'zone', meridian: 120, zone: 40, isZoned: false },
    { value: 'EPSG:4528', kind: 'zone', meridian: 120, zone: 40, isZoned: true },
  ])
  expect(near.map((one) => one.kind === 'zone' && one.meridian)).toEqual([120, 120, 117, 117, 123, 123])
  const all = [...named, ...near, ...other].map(({ value }) => value)
  expect([all.length, new Set(all).size]).toEqual([5 + 42, 5 + 42])
})
