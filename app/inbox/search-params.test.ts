import { expect, test } from 'vitest'
import { formatInboxSearch, parseInboxSearch } from './search-params.ts'

test('a view comes back from its address, and nonsense is the plain inbox', () => {
  const view = { caseId: 7, group: 'to_sign', departmentId: 3 } as const
  expect(parseInboxSearch(new URLSearchParams(formatInboxSearch(view)))).toEqual(view)
  const plain = { caseId: null, group: null, departmentId: null }
  expect(parseInboxSearch(new URLSearchParams('case=-1&group=x&department=1.5'))).toEqual(plain)
  expect(formatInboxSearch(plain)).toBe('')
})
