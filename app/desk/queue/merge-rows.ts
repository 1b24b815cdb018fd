import type { CaseRow } from '../../../server/cases/case-rows.ts'
import type { CaseQueue } from '../../../server/cases/list-queue.ts'

export type QueuePages = readonly CaseQueue[]

/**
 * Puts the fresh state of some cases into the loaded pages of a queue, without asking for the queue again.
 * Of `changedIds` those in `fresh` still match the filter; the others leave the queue.
 * A case that belongs beyond the loaded pages is left to them.
 */
export function mergeRows(
  pages: QueuePages,
  changedIds: ReadonlySet<number>,
  fresh: readonly CaseRow[],
  compare: (left: CaseRow, right: CaseRow) => number,
): QueuePages {
  const before = pages.flatMap((page) => page.rows)
  const hasMore = pages.at(-1)?.nextCursor != null
  const last = before.at(-1)
  const present = new Set(before.map((row) => row.caseId))
  const freshIds = new Set(fresh.map((row) => row.caseId))
  const arriving = fresh.filter(
    (row) => !hasMore || !last || compare(row, last) <= 0 || present.has(row.caseId),
  )
  const rows = [...before.filter((row) => !changedIds.has(row.caseId)), ...arriving].sort(compare)
  const joined = fresh.filter((row) => !present.has(row.caseId) && arriving.includes(row)).length
  const left = before.filter((row) => changedIds.has(row.caseId) && !freshIds.has(row.caseId)).length
  const counted = pages[0]?.total ?? 0
  // What was not counted to its end does not change by one.
  const total = Math.max(rows.length, pages[0]?.isTotalCapped ? counted : counted + joined - left)
  // Page borders stay where the cursors are; only the first page takes up the difference.
  const sizes = pages.map((page) => page.rows.length)
  const difference = rows.length - before.length
  let from = 0
  return pages.map((page, index) => {
    const isLast = index === pages.length - 1
    const size = isLast ? rows.length - from : Math.max(0, sizes[index]! + (index === 0 ? difference : 0))
    const part = rows.slice(from, from + size)
    from += size
    return { ...page, rows: part, total }
  })
}

/** Open cases: by deadline, those without one last. Moments of one form, to be compared as they are written. */
export function compareByDeadline(left: CaseRow, right: CaseRow): number {
  if (left.dueAt === right.dueAt) return left.caseId - right.caseId
  if (left.dueAt === null || right.dueAt === null) return left.dueAt === null ? 1 : -1
  return left.dueAt < right.dueAt ? -1 : 1
}

/** Others: the newest report first. */
export function compareByReport(left: CaseRow, right: CaseRow): number {
  if (left.reportedAt === right.reportedAt) return right.caseId - left.caseId
  return left.reportedAt < right.reportedAt ? 1 : -1
}
