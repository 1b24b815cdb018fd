import type { CaseFilter } from '../../server/cases/case-filter.ts'

/**
 * A case filter as the server applies it while it makes tiles, as an address query without the `?`: the map then shows,
 * and clusters count, what the queue lists.
 *
 * @example caseTileQuery({ open: true, categoryIds: [3, 4] }) // 'open=true&category_id=3,4'
 */
export function caseTileQuery(filter: CaseFilter): string {
  const query: string[] = []
  const put = (name: string, value: string | number | boolean | undefined) => {
    if (value !== undefined && value !== '')
      query.push(`${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`)
  }
  put('open', filter.open)
  put('state', filter.states?.join())
  put('clock_level', filter.clockLevels?.join())
  put('category_id', filter.categoryIds?.join())
  put('department_id', filter.departmentIds?.join())
  put('area', filter.areaId)
  put('grid', filter.dutyGridIds?.join())
  put('ids', filter.ids?.join())
  put('q', filter.text)
  put('from', filter.from)
  put('to', filter.to)
  put('closed_from', filter.closedFrom)
  put('closed_to', filter.closedTo)
  put('unlocated', filter.unlocated)
  if (filter.within?.type === 'Polygon') put('within', ringText(filter.within.coordinates[0] ?? []))
  // The layer of all cases holds finished ones for a while only.
  const isOpenOnly =
    filter.open === true ||
    filter.states?.every((state) => state !== 'closed' && state !== 'canceled') === true
  if (!isOpenOnly) put('past', 'all')
  return query.join('&')
}

/** `lng,lat_lng,lat…` with five decimals as in the desk's address, about a meter; the server closes the ring. */
function ringText(ring: readonly (readonly number[])[]): string {
  return ring
    .slice(0, -1)
    .map(([lng = 0, lat = 0]) => `${Number(lng.toFixed(5))},${Number(lat.toFixed(5))}`)
    .join('_')
}
