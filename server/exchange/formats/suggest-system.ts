import type { Geometry, Position } from 'geojson'
import type { BoundingBox } from '../../../geo/lng-lat.ts'
import { toLngLatFrom } from './coordinate-systems.ts'

const ZONES = [
  'WGS84',
  'EPSG:3857',
  ...Array.from({ length: 21 }, (_, i) => `EPSG:${4534 + i}`),
  ...Array.from({ length: 21 }, (_, i) => `EPSG:${4513 + i}`),
]

/**
 * The coordinate system in which a position would lie in the box; undefined where none does, or it lies there as declared.
 * GCJ-02 and BD-09 are not told from degrees by this: they differ by hundreds of meters only.
 */
export function suggestSystem(at: Position, declared: string, around: BoundingBox): string | undefined {
  const [x = 0, y = 0] = at
  const fits = (system: string) => {
    const place = toLngLatFrom(system)?.(x, y)
    if (!place) return false
    const [lng, lat] = place
    return lng >= around[0] && lng <= around[2] && lat >= around[1] && lat <= around[3]
  }
  if (fits(declared)) return undefined
  return ZONES.find(fits)
}

export function firstPosition(geometry: Geometry): Position | undefined {
  if (geometry.type === 'GeometryCollection') {
    const [first] = geometry.geometries
    return first && firstPosition(first)
  }
  let nested: unknown = geometry.coordinates
  while (Array.isArray(nested) && Array.isArray(nested[0])) nested = nested[0]
  return Array.isArray(nested) && typeof nested[0] === 'number' ? (nested as Position) : undefined
}
