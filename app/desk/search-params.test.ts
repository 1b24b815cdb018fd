import { expect, test } from 'vitest'
import { caseFilterOf, type DeskSearch, formatDeskSearch, parseDeskSearch } from './search-params.ts'

const parse = (text: string) => parseDeskSearch(new URLSearchParams(text))

test('a bare address means the open cases of the whole city', () => {
  expect(parse('')).toEqual({ filter: { open: true }, caseId: null, camera: null })
  expect(formatDeskSearch(parse(''))).toBe('')
})

test('what is written is read again', () => {
  const search: DeskSearch = {
    filter: {
      states: ['registered', 'dispatched'],
      clockLevels: ['near', 'overdue'],
      categoryIds: [3, 14],
      departmentIds: [2],
      areaId: 7,
      text: '井盖 & 路灯',
      last: '24h',
      within: {
        type: 'Polygon',
        coordinates: [
          [
            [120.15, 30.28],
            [120.16, 30.28],
            [120.16, 30.29],
            [120.15, 30.28],
          ],
        ],
      },
    },
    caseId: 88,
    camera: '@120.15,30.28,14.5',
  }
  expect(parse(formatDeskSearch(search))).toEqual(search)
  for (const open of [true, false, undefined]) {
    const filter = open === undefined ? {} : { open }
    expect(parse(formatDeskSearch({ filter })).filter).toEqual(filter)
  }
})

test('named states are sorted by deadline where that is asked for', () => {
  const filter = { open: true, states: ['fed_back' as const] }
  expect(parse(formatDeskSearch({ filter })).filter).toEqual(filter)
  expect(parse('state=fed_back').filter).toEqual({ states: ['fed_back'] })
})

test('what is mistyped is left out', () => {
  expect(parse('state=lost&level=purple&category=x.-4&case=1e99&within=1,2_3&last=9y&from=soon')).toEqual({
    filter: { open: true },
    caseId: null,
    camera: null,
  })
  expect(parse('within=1,2_3,4_5,NaN').filter.within).toBeUndefined()
})

test('a span is counted back from now, on five-minute marks', () => {
  const now = Date.parse('2026-11-23T14:07:31Z')
  expect(caseFilterOf({ open: true, last: '6h' }, now)).toEqual({
    open: true,
    from: '2026-11-23T08:05:00.000Z',
  })
  expect(caseFilterOf({ open: true }, now)).toEqual({ open: true })
})
