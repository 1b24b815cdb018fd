import { validatePolygon } from '../../geo/validate-polygon.ts'
import type { PointFilter } from '../../tiles/engine/point-store.ts'
import type { CaseFilter, Shape } from '../cases/case-filter.ts'

/** A shape of more corners is left to the database: each case of the city would be held against each corner. */
const mostCorners = 128

/** What the layer of all cases is asked for a filter: one area only, and conditions on what it holds. */
export type HeldFilter = { readonly areaId: number | undefined; readonly filters: readonly PointFilter[] }

/**
 * A filter of the queue as conditions on the layer of all cases, which is at hand and costs no question to the database;
 * undefined where that layer does not hold all that passes, or not what the filter asks of it.
 *
 * @param sinceMs from when on it holds finished cases as well as open ones, in milliseconds since 1970
 */
export function heldFilter(filter: CaseFilter, sinceMs: number): HeldFilter | undefined {
  const { open, states, clockLevels, categoryIds, departmentIds, dutyGridIds, areaId, from, to, unlocated } =
    filter
  if (filter.text || filter.ids || filter.closedFrom || filter.closedTo) return undefined
  const isOpenOnly =
    open === true || states?.every((state) => state !== 'closed' && state !== 'canceled') === true
  const [fromMs, beforeMs] = [from && Date.parse(from), to && Date.parse(to)]
  if (!isOpenOnly && !(fromMs && fromMs >= sinceMs)) return undefined
  const filters: PointFilter[] = []
  const among = (attribute: string, values: readonly (string | number | boolean)[] | undefined) => {
    if (values) filters.push({ attribute, values })
  }
  if (open === true) among('open', [true])
  // What was merged away is not open, and not finished either.
  if (open === false) among('state', ['closed', 'canceled'])
  among('state', states)
  among('clock_level', clockLevels)
  among('category_id', categoryIds)
  among('department_id', departmentIds)
  if (dutyGridIds) filters.push({ inner: 'duty_grid_id', values: dutyGridIds })
  if (unlocated !== undefined) filters.push({ inner: 'duty_grid_id', isNull: unlocated })
  if (fromMs || beforeMs)
    filters.push({ inner: 'reported_at_ms', from: fromMs || undefined, before: beforeMs || undefined })
  if (filter.within) {
    const polygons = heldShape(filter.within)
    if (!polygons) return undefined
    filters.push({ innerLngLat: ['lng', 'lat'], polygons })
  }
  return { areaId, filters }
}

/** One that crosses itself means what PostGIS makes of it. */
function heldShape(shape: Shape) {
  const coordinates = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates
  const polygons = coordinates.map((rings) =>
    rings.map((ring) => ring.map(([lng, lat]): [number, number] => [lng ?? 0, lat ?? 0])),
  )
  const corners = polygons.flat().reduce((sum, ring) => sum + ring.length, 0)
  return corners <= mostCorners && validatePolygon(polygons).ok ? polygons : undefined
}
