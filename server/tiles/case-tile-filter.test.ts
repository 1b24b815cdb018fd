import { expect, test } from 'vitest'
import { caseTileFilter } from './case-tile-filter.ts'

const read = (query: string) => caseTileFilter(new URLSearchParams(query))

// The texts are those that app/_map/case-tile-query.ts writes.
test('what the layer of all cases holds is left to it', () => {
  expect(read('open=true&state=signed,handled&department_id=9')).toBeUndefined()
})

test('anything else is the filter of the queue', () => {
  expect(read('past=all')).toEqual({})
  expect(read('open=true&area=21&grid=4,5&ids=1,2&q=%E4%BA%95%E7%9B%96%20%26%20100%25_,')).toEqual({
    open: true,
    areaId: 21,
    dutyGridIds: [4, 5],
    ids: [1, 2],
    text: '井盖 & 100%_,',
  })
  expect(
    read(
      'state=closed&from=2026-03-01T00%3A00%3A00.000Z&closed_to=2026-03-02T00%3A00%3A00.000Z&unlocated=false&within=116.3,39.9_116.40001,39.9_116.4,40&past=all',
    ),
  ).toEqual({
    states: ['closed'],
    from: '2026-03-01T00:00:00.000Z',
    closedTo: '2026-03-02T00:00:00.000Z',
    unlocated: false,
    within: {
      type: 'Polygon',
      coordinates: [
        [
          [116.3, 39.9],
          [116.40001, 39.9],
          [116.4, 40],
          [116.3, 39.9],
        ],
      ],
    },
  })
})

test('a mistyped one is told by its name', () => {
  for (const [query, field] of [
    ['area=east', 'area'],
    ['from=yesterday', 'from'],
    ['within=1,2_3,x_4,5', 'within'],
    ['ids=1,b', 'ids'],
  ] as const) {
    expect(() => read(query)).toThrow(
      expect.objectContaining({
        code: 'BAD_FILTER',
        detail: expect.objectContaining({ field: expect.stringContaining(field) }),
      }),
    )
  }
})
