import type { LngLat, MultiPolygonCoordinates } from '../../geo/lng-lat.ts'
import { orderWestNorth } from '../../geo/order-west-north.ts'
import { representativePoint } from '../../geo/representative-point.ts'
import type { GridContent } from './grid-content.ts'

/**
 * Gives new cells their codes: the area's code and the next three digits, from west to east and north to south. A
 * number once used, also by a grid that has ended, is not given again. New duty grids are numbered after those there.
 *
 * @param used codes of unit grids and duty grids that the community ever had
 */
export function numberGrids(content: GridContent, areaCode: string, used: readonly string[]): GridContent {
  const nextUnit = nextOf(areaCode, used)
  const nextDuty = nextOf(`${areaCode}D`, used)
  const fresh = content.cells.filter(({ unitGridId }) => unitGridId === null)
  const order = orderWestNorth(fresh.map(({ polygons }) => pointOf(polygons) ?? [0, 0]))
  const codes = new Map(
    order.map((i, n) => [fresh[i], `${areaCode}${String(nextUnit + n).padStart(3, '0')}`] as const),
  )
  let duties = 0
  return {
    cells: content.cells.map((cell) => {
      const code = codes.get(cell)
      return code === undefined ? cell : { ...cell, code }
    }),
    duties: content.duties.map((duty) =>
      duty.dutyGridId === null
        ? { ...duty, code: `${areaCode}D${String(nextDuty + duties++).padStart(2, '0')}` }
        : duty,
    ),
  }
}

function nextOf(prefix: string, used: readonly string[]): number {
  const numbers = used
    .filter((code) => code.startsWith(prefix))
    .map((code) => Number(code.slice(prefix.length)))
    .filter((number) => Number.isSafeInteger(number))
  return Math.max(0, ...numbers) + 1
}

function pointOf(polygons: MultiPolygonCoordinates): LngLat {
  const outer = (polygons[0]?.[0] ?? []).map(([lng, lat]) => [lng, lat])
  return representativePoint({ type: 'Polygon', coordinates: [outer] }) ?? [0, 0]
}
