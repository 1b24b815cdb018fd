import { expect, test } from 'vitest'
import { formatInspectionsSearch, parseInspectionsSearch } from './search-params.ts'

test('an address comes back as it was, and what it does not know is the list of draws', () => {
  const search = {
    tab: 'objects',
    drawId: 12,
    objectCode: 'place:market-1',
    camera: '118.8/31.9/15',
  } as const
  expect(parseInspectionsSearch(new URLSearchParams(formatInspectionsSearch(search)))).toEqual(search)
  const list = { tab: 'draws', drawId: null, objectCode: null, camera: null } as const
  expect(formatInspectionsSearch(list)).toBe('')
  expect(parseInspectionsSearch(new URLSearchParams('tab=nowhere&draw=-3'))).toEqual(list)
})
