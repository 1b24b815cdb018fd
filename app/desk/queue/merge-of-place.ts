import type { CaseRow } from '../../../server/cases/case-rows.ts'

export type PlaceMerge = { readonly master: CaseRow; readonly others: readonly CaseRow[] }

/** Once it is handled a case is merged no more, and what is of a family stays there. */
const isMergeable = (row: CaseRow) =>
  row.family === null && !['handled', 'fed_back', 'closed', 'canceled'].includes(row.state)

/**
 * The cases of one place as a family: the most severe is the parent, of those the first reported; each other one, whatever
 * its category, is a child. Null where no two fit.
 */
export function parentOfPlace(rows: readonly CaseRow[]): PlaceMerge | null {
  const fit = rows.filter(isMergeable)
  if (fit.length < 2) return null
  const [master, ...others] = fit.toSorted(
    (a, b) =>
      severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
      Date.parse(a.reportedAt) - Date.parse(b.reportedAt) ||
      a.caseId - b.caseId,
  )
  return { master: master!, others }
}

const severities = ['normal', 'important', 'urgent']

/**
 * Which cases of one place are probably one matter: the most of one category, into the one reported first. Into which
 * others were merged before stays the master; of two such ones the later stays out. Null where no two fit.
 *
 * @param masterIds cases that have others merged into them
 */
export function mergeOfPlace(
  rows: readonly CaseRow[],
  masterIds: ReadonlySet<number> = new Set(),
): PlaceMerge | null {
  const byCategory = Map.groupBy(rows.filter(isMergeable), ({ categoryId }) => categoryId)
  // What nobody has classed may be anything.
  byCategory.delete(null)
  const most = [...byCategory.values()].reduce<CaseRow[]>(
    (best, group) => (group.length > best.length ? group : best),
    [],
  )
  if (most.length < 2) return null
  const rank = (row: CaseRow) => (masterIds.has(row.caseId) ? 0 : 1)
  const [master, ...rest] = most.toSorted(
    (a, b) => rank(a) - rank(b) || Date.parse(a.reportedAt) - Date.parse(b.reportedAt) || a.caseId - b.caseId,
  )
  const others = rest.filter(({ caseId }) => !masterIds.has(caseId))
  return others.length === 0 ? null : { master: master!, others }
}
