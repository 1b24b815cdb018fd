import type { FeatureCollection } from 'geojson'
import type { BoundingBox } from '../_map/map-types.ts'

/** The box round features in degrees, grown a little so that a single point has room; undefined for none. */
export function boundsOf({ features }: FeatureCollection): BoundingBox | undefined {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  const walk = (nested: unknown): void => {
    if (!Array.isArray(nested)) return
    const [x, y] = nested
    if (typeof x !== 'number' || typeof y !== 'number') {
      for (const inner of nested) walk(inner)
      return
    }
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  for (const { geometry } of features) if (geometry.type !== 'GeometryCollection') walk(geometry.coordinates)
  const margin = 0.001
  return box[0] <= box[2] ? [box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin] : undefined
}
