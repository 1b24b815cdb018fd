import { expect, test } from 'vitest'
import { heatOfCounts } from './heat-of-counts.ts'

test('the largest count is the darkest, and none leaves an area bare', () => {
  const areas = [
    { areaId: 1, count: 100 },
    { areaId: 2, count: 41 },
    { areaId: 3, count: 1 },
    { areaId: 4, count: 0 },
  ]
  expect(heatOfCounts(areas)).toEqual([
    { entityId: 1, attention: 5 },
    { entityId: 2, attention: 3 },
    { entityId: 3, attention: 1 },
  ])
  expect(heatOfCounts([])).toEqual([])
})
