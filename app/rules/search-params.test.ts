import { expect, test } from 'vitest'
import { formatRulesSearch, parseRulesSearch } from './search-params.ts'

test('a view comes back from its address; what is mistyped is left out', () => {
  const view = { code: 'REG-01', version: 2, draftId: 7, caseId: 9 }
  expect(parseRulesSearch(new URLSearchParams(formatRulesSearch(view)))).toEqual(view)
  const nothing = { code: null, version: null, draftId: null, caseId: null }
  expect(parseRulesSearch(new URLSearchParams('v=x&draft=-1&case=1.5'))).toEqual(nothing)
  expect(formatRulesSearch(nothing)).toBe('')
})
