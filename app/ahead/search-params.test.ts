import { expect, test } from 'vitest'
import { formatAheadSearch, parseAheadSearch } from './search-params.ts'

test('a view survives the address', () => {
  const view = {
    detector: 'rain',
    state: 'done',
    finding: 'found',
    areaId: 12,
    candidateId: 7,
    view: 'record',
    days: 90,
    camera: '118.8,31.9,14',
  } as const
  expect(parseAheadSearch(new URLSearchParams(formatAheadSearch(view)))).toEqual(view)
})

test('what is no view opens the page as it is', () => {
  const search = new URLSearchParams('detector=crystal-ball&state=x&area=-1&id=a&days=2&view=all')
  expect(formatAheadSearch(parseAheadSearch(search))).toBe('')
})
