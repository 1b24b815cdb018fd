import type { MapCaseFilter } from './map-types.ts'

/**
 * The part of a case filter that the server applies while it makes tiles, as an address query without the `?`:
 * clusters then count what the queue lists. Ids stay with the map.
 *
 * @example caseTileQuery({ open: true, categoryIds: [3, 4] }) // 'open=true&category_id=3,4'
 */
export function caseTileQuery(filter: MapCaseFilter): string {
  const query: string[] = []
  const put = (name: string, values: readonly (string | number)[] | undefined) => {
    if (values) query.push(`${name}=${values.join(',')}`)
  }
  if (filter.open !== undefined) query.push(`open=${filter.open}`)
  put('state', filter.states)
  put('clock_level', filter.clockLevels)
  put('category_id', filter.categoryIds)
  put('department_id', filter.departmentIds)
  return query.join('&')
}
