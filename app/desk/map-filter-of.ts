import type { CaseFilter } from '../../server/cases/case-filter.ts'
import type { CaseRow } from '../../server/cases/case-rows.ts'
import type { MapCaseFilter } from '../_map/map-types.ts'

/**
 * The queue's filter as the map can apply it to its tiles. Text, area, shape, time and grids are not in the tiles:
 * with one of those the map shows the cases that the queue has loaded.
 */
export function mapFilterOf(filter: CaseFilter, rows: readonly CaseRow[]): MapCaseFilter {
  const { states, open, clockLevels, categoryIds, departmentIds, ids } = filter
  return {
    ...(states && { states }),
    ...(open !== undefined && { open }),
    ...(clockLevels && { clockLevels }),
    ...(categoryIds && { categoryIds }),
    ...(departmentIds && { departmentIds }),
    ...(ids && { ids }),
    ...(isBeyondTiles(filter) && { ids: rows.map((row) => row.caseId) }),
  }
}

/** Whether the filter asks for something that tiles do not hold. */
export function isBeyondTiles(filter: CaseFilter): boolean {
  return (
    filter.text !== undefined ||
    filter.areaId !== undefined ||
    filter.within !== undefined ||
    filter.from !== undefined ||
    filter.to !== undefined ||
    filter.closedFrom !== undefined ||
    filter.closedTo !== undefined ||
    filter.unlocated !== undefined ||
    filter.dutyGridIds !== undefined
  )
}
