import type { Shape } from '../../../server/cases/case-filter.ts'
import type { DrawnShape } from '../../_map/map-types.ts'

/** A drawn shape has at most this many corners when it is sent: more say nothing at a city's scale and make long addresses. */
const maxCorners = 120

/**
 * A drawn shape as the server takes it: five decimals (about a meter), every so many corners of a long freehand line.
 *
 * @example shapeOf({ type: 'Polygon', coordinates: [[[120.1, 30.2], …]] })
 */
export function shapeOf({ coordinates }: DrawnShape): Extract<Shape, { type: 'Polygon' }> {
  return { type: 'Polygon', coordinates: coordinates.map(thinRing) }
}

function thinRing(ring: readonly (readonly number[])[]): number[][] {
  const corners = ring.slice(0, -1)
  const step = Math.max(1, Math.ceil(corners.length / maxCorners))
  const kept = corners
    .filter((_, index) => index % step === 0)
    .map(([lng = 0, lat = 0]) => [Number(lng.toFixed(5)), Number(lat.toFixed(5))])
  return kept[0] ? [...kept, [...kept[0]]] : []
}
