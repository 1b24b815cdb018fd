import type { LngLat } from './lng-lat.ts'

/**
 * The order in which a standard counts cells: from west to east, and from north to south among those in one column.
 * A column is as wide as a usual cell, the extent's square root over the number of cells.
 *
 * @returns indices in order
 * @example orderWestNorth([[118.82, 31.9], [118.8, 31.9], [118.8, 31.95]]) // [2, 1, 0]
 */
export function orderWestNorth(places: readonly LngLat[]): number[] {
  const lngs = places.map(([lng]) => lng)
  const west = Math.min(...lngs)
  const width = (Math.max(...lngs) - west) / Math.max(1, Math.round(Math.sqrt(places.length)))
  const column = ([lng]: LngLat) =>
    width === 0 ? 0 : Math.min(Math.floor((lng - west) / width), places.length)
  return places
    .map((_, i) => i)
    .sort((i, j) => {
      const [a, b] = [places[i]!, places[j]!]
      return column(a) - column(b) || b[1] - a[1] || a[0] - b[0]
    })
}
