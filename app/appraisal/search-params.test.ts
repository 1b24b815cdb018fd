import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatAppraisalSearch, parseAppraisalSearch, SHOWS, TABS } from './search-params.ts'

it('reads what it has written', () => {
  fc.assert(
    fc.property(
      fc.record({
        month: fc.option(fc.constantFrom('2026-10', '2025-01')),
        tab: fc.constantFrom(...TABS),
        subjectId: fc.option(fc.integer({ min: 1 })),
        show: fc.constantFrom(...SHOWS),
        rowId: fc.option(fc.string({ minLength: 1 })),
      }),
      (view) => {
        expect(parseAppraisalSearch(new URLSearchParams(formatAppraisalSearch(view)))).toEqual(view)
      },
    ),
  )
})

it('takes what it does not know for the latest sheet', () => {
  const odd = new URLSearchParams('month=2026-13&tab=x&of=-1&show=y')
  expect(parseAppraisalSearch(odd)).toEqual({
    month: null,
    tab: 'scores',
    subjectId: null,
    show: 'minus',
    rowId: null,
  })
})
