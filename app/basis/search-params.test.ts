import { expect, test } from 'vitest'
import { articleHref, formatBasisSearch, parseBasisSearch } from './search-params.ts'

test('a view of the basis comes back from its address; what is mistyped is left out', () => {
  const view = {
    tab: 'duties',
    regulationId: 3,
    article: '17-2',
    text: '井盖 应当',
    categoryCode: '200102',
    departmentCode: 'ZF',
    classCode: '2001',
    isOwnerless: true,
    isNew: true,
    isEditing: true,
  } as const
  expect(parseBasisSearch(new URLSearchParams(formatBasisSearch(view)))).toEqual(view)
  expect(parseBasisSearch(new URLSearchParams('tab=x&regulation=-1'))).toMatchObject({
    tab: 'regulations',
    regulationId: null,
  })
  expect(formatBasisSearch({})).toBe('')
  expect(articleHref(3, '17')).toBe('/basis?regulation=3&article=17')
})
