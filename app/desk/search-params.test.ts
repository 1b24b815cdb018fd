import { expect, test } from 'vitest'
import { caseFilterOf, type DeskSearch, formatDeskSearch, parseDeskSearch } from './search-params.ts'

const parse = (text: string) => parseDeskSearch(new URLSearchParams(text))

const bare: DeskSearch = {
  filter: { open: true },
  caseId: null,
  camera: null,
  pin: null,
  layers: null,
  drawn: null,
  replay: null,
  comparison: null,
  reach: null,
  isPlanning: false,
  isByPlace: false,
}

test('a bare address means the open cases of the whole city', () => {
  expect(parse('')).toEqual(bare)
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
      closedFrom: '2026-03-01T00:00:00.000Z',
      closedTo: '2026-03-02T00:00:00.000Z',
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
    replay: { fromMs: 0, toMs: 60_000, atMs: 30_000 },
    comparison: {
      left: { fromMs: 0, toMs: 0 },
      right: { fromMs: 60_000, toMs: 60_000 },
      percent: 30,
      hasHeat: true,
    },
    drawn: { kind: 'near', of: { type: 'Point', coordinates: [120.15, 30.28] }, meters: 50 },
    reach: { lngLat: [120.15, 30.28], direction: 'to' },
    layers: [
      { name: 'parts', opacity: 60, minZoom: 13 },
      { name: 'cases', opacity: 100 },
    ],
    pin: { lngLat: [120.151234, 30.281234], name: '中山路, 12 号 & 旁' },
    isPlanning: true,
    isByPlace: true,
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
  expect(
    parse('state=lost&level=purple&category=x.-4&case=1e99&within=1,2_3&last=9y&from=soon&pin=118,x'),
  ).toEqual(bare)
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
