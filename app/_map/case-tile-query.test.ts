import { expect, test } from 'vitest'
import { caseTileQuery } from './case-tile-query.ts'

// The same texts are read in server/tiles/case-tile-filter.test.ts.
test('a filter is written as the server reads it', () => {
  expect(caseTileQuery({ open: true, states: ['signed', 'handled'], departmentIds: [9] })).toBe(
    'open=true&state=signed,handled&department_id=9',
  )
  expect(caseTileQuery({})).toBe('past=all')
  expect(
    caseTileQuery({ open: true, areaId: 21, dutyGridIds: [4, 5], ids: [1, 2], text: '井盖 & 100%_,' }),
  ).toBe('open=true&area=21&grid=4,5&ids=1,2&q=%E4%BA%95%E7%9B%96%20%26%20100%25_,')
  const ring = [
    [116.3, 39.9],
    [116.40001, 39.9],
    [116.4, 40],
    [116.3, 39.9],
  ]
  expect(
    caseTileQuery({
      states: ['closed'],
      from: '2026-03-01T00:00:00.000Z',
      closedTo: '2026-03-02T00:00:00.000Z',
      unlocated: false,
      within: { type: 'Polygon', coordinates: [ring] },
    }),
  ).toBe(
    'state=closed&from=2026-03-01T00%3A00%3A00.000Z&closed_to=2026-03-02T00%3A00%3A00.000Z&unlocated=false&within=116.3,39.9_116.40001,39.9_116.4,40&past=all',
  )
})
