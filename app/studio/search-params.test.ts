import { expect, test } from 'vitest'
import { formatStudioSearch, parseStudioSearch } from './search-params.ts'

test('a draft comes back from its address; what is mistyped is left out', () => {
  const view = { draftId: 7, camera: '@118.8,31.9,15' }
  expect(parseStudioSearch(new URLSearchParams(formatStudioSearch(view)))).toEqual(view)
  expect(parseStudioSearch(new URLSearchParams('draft=x'))).toEqual({ draftId: null, camera: null })
  expect(formatStudioSearch({ draftId: null, camera: null })).toBe('')
})
