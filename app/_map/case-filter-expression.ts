import type { ExpressionSpecification } from 'maplibre-gl'
import type { CaseFilter } from '../../server/cases/case-filter.ts'

/**
 * What of the case filter can be told by tile attributes, as the map's own expression, so that the tiles at hand follow at
 * once; null where everything is shown.
 */
export function caseFilterExpression(filter: CaseFilter): ExpressionSpecification | null {
  const conditions: ExpressionSpecification[] = []
  if (filter.open !== undefined) {
    const isOpen: ExpressionSpecification = [
      '!',
      ['in', ['get', 'state'], ['literal', ['closed', 'canceled']]],
    ]
    conditions.push(filter.open ? isOpen : ['!', isOpen])
  }
  if (filter.states) conditions.push(oneOf('state', filter.states))
  if (filter.clockLevels) conditions.push(oneOf('clock_level', filter.clockLevels))
  if (filter.categoryIds) conditions.push(oneOf('category_id', filter.categoryIds))
  if (filter.departmentIds) conditions.push(oneOf('department_id', filter.departmentIds))
  return conditions.length === 0 ? null : ['all', ...conditions]
}

/** Whether the filter lets only finished cases through. */
export function areAllDone({ open, states }: CaseFilter): boolean {
  return open === false || (states?.every((state) => state === 'closed' || state === 'canceled') ?? false)
}

/** Whether a map that is filtered at all is to show finished cases beside open ones. */
export function letsDoneThrough(filter: CaseFilter | null): boolean {
  if (!filter || filter.open !== undefined) return false
  return filter.states?.some((state) => state === 'closed' || state === 'canceled') ?? true
}

function oneOf(attribute: string, values: readonly (string | number)[]): ExpressionSpecification {
  return ['in', ['get', attribute], ['literal', [...values]]]
}
