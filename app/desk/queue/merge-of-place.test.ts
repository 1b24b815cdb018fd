import { expect, it } from 'vitest'
import type { CaseRow } from '../../../server/cases/case-rows.ts'
import { mergeOfPlace, parentOfPlace } from './merge-of-place.ts'

let serial = 0
const row = (changed: Partial<CaseRow>) =>
  ({
    caseId: ++serial,
    categoryId: 1,
    state: 'accepted',
    family: null,
    reportedAt: `2026-01-01T00:0${serial % 10}:00Z`,
    ...changed,
  }) as CaseRow

it('takes the most of one category, into the one that was reported first', () => {
  const rows = [row({}), row({ categoryId: 2 }), row({ reportedAt: '2025-12-31T00:00:00Z' }), row({})]
  const merge = mergeOfPlace(rows)
  expect(merge?.master).toBe(rows[2])
  expect(merge?.others).toEqual([rows[0], rows[3]])
})

it('keeps the master that others were merged into, and leaves a second one out', () => {
  const rows = [row({}), row({}), row({})]
  const [first, second, third] = rows as [CaseRow, CaseRow, CaseRow]
  expect(mergeOfPlace(rows, new Set([second.caseId]))).toEqual({ master: second, others: [first, third] })
  expect(mergeOfPlace(rows, new Set([first.caseId, third.caseId]))).toEqual({
    master: first,
    others: [second],
  })
  expect(mergeOfPlace([first, second], new Set([first.caseId, second.caseId]))).toBeNull()
})

it('leaves out what is handled, of a family already, or not classed', () => {
  expect(mergeOfPlace([row({}), row({ state: 'fed_back' })])).toBeNull()
  expect(mergeOfPlace([row({}), row({ family: 'child' })])).toBeNull()
  expect(mergeOfPlace([row({ categoryId: null }), row({ categoryId: null })])).toBeNull()
  expect(mergeOfPlace([])).toBeNull()
})

it('makes the most severe the parent of all that may still be put together', () => {
  const rows = [
    row({ severity: 'normal' }),
    row({ categoryId: 2, severity: 'urgent' }),
    row({ family: 'child' }),
  ]
  expect(parentOfPlace(rows)).toEqual({ master: rows[1], others: [rows[0]] })
  expect(parentOfPlace([row({}), row({ state: 'fed_back' })])).toBeNull()
})
