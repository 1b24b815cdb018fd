import { expect, test } from 'vitest'
import { formatPhoneSearch, parsePhoneSearch } from './search-params.ts'

test('a view survives the address', () => {
  const view = { kind: 'check', task: 'check:12', view: 'report' } as const
  expect(parsePhoneSearch(new URLSearchParams(formatPhoneSearch(view)))).toEqual(view)
})

test('what is no view opens the list', () => {
  const search = new URLSearchParams('kind=sleep&task=check:x&view=all')
  expect(parsePhoneSearch(search)).toEqual({ kind: null, task: null, view: null })
  expect(formatPhoneSearch(parsePhoneSearch(search))).toBe('')
})
