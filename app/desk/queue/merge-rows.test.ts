import { expect, test } from 'vitest'
import type { CaseRow } from '../../../server/cases/case-rows.ts'
import { compareByDeadline, mergeRows, type QueuePages } from './merge-rows.ts'

const row = (caseId: number, dueMinute: number, state: CaseRow['state'] = 'registered') =>
  Object.freeze({ caseId, state, dueAt: new Date(dueMinute * 60_000).toISOString() } as CaseRow)

const pagesOf = (
  rows: CaseRow[][],
  total: number,
  nextCursor: string | null = null,
  isTotalCapped = false,
): QueuePages =>
  rows.map((part, index) => ({
    rows: part,
    total,
    isTotalCapped,
    nextCursor: index === rows.length - 1 ? nextCursor : `c${index}`,
  }))

const idsOf = (pages: QueuePages) => pages.map((page) => page.rows.map(({ caseId }) => caseId))

test('a changed case moves to its place, one that no longer matches leaves', () => {
  const pages = pagesOf([[row(1, 10), row(2, 20), row(3, 30)]], 3)
  const merged = mergeRows(pages, new Set([1, 2]), [row(1, 40, 'dispatched')], compareByDeadline)
  expect(idsOf(merged)).toEqual([[3, 1]])
  expect(merged[0]).toMatchObject({ total: 2 })
})

test('a new case joins where it belongs, and is left to later pages where it lies beyond them', () => {
  const pages = pagesOf([[row(1, 10)], [row(2, 20)]], 9, 'more')
  expect(idsOf(mergeRows(pages, new Set([5]), [row(5, 15)], compareByDeadline))).toEqual([[1, 5], [2]])
  expect(idsOf(mergeRows(pages, new Set([5]), [row(5, 99)], compareByDeadline))).toEqual([[1], [2]])
  expect(mergeRows(pages, new Set([5]), [row(5, 15)], compareByDeadline)[0]).toMatchObject({ total: 10 })
})

test('a total that was not counted to its end stays as it is', () => {
  const pages = pagesOf([[row(1, 10)]], 10_000, 'more', true)
  expect(mergeRows(pages, new Set([5]), [row(5, 5)], compareByDeadline)[0]).toMatchObject({ total: 10_000 })
})

test('an empty queue takes its first case', () => {
  const merged = mergeRows(pagesOf([[]], 0), new Set([5]), [row(5, 15)], compareByDeadline)
  expect(idsOf(merged)).toEqual([[5]])
  expect(merged[0]).toMatchObject({ total: 1 })
})
