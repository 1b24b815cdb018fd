import { boundingBox } from '../../../geo/bounding-box.ts'
import type { BoundingBox } from '../../_map/map-types.ts'
import type { Planned } from './plan-row.tsx'

type Leg = Pick<Planned, 'lngLat'> & { readonly unit: Pick<Planned['unit'], 'lngLat' | 'route'> }

/** Each unit's way to its case, along the roads where they are known, and the case at its end. */
export function featuresOf(planned: readonly Leg[]): GeoJSON.FeatureCollection {
  const feature = (geometry: GeoJSON.Geometry): GeoJSON.Feature => ({
    type: 'Feature',
    properties: {},
    geometry,
  })
  return {
    type: 'FeatureCollection',
    features: planned.flatMap(({ unit, lngLat }) => [
      feature({
        type: 'LineString',
        coordinates: [unit.lngLat, ...unit.route, lngLat].map(([lng, lat]) => [lng, lat]),
      }),
      feature({ type: 'Point', coordinates: [lngLat[0], lngLat[1]] }),
    ]),
  }
}

/** What holds every unit and case of a plan; undefined for none. */
export function boxOf(planned: readonly Leg[]): BoundingBox | undefined {
  return boundingBox([[planned.flatMap(({ unit, lngLat }) => [unit.lngLat, lngLat])]])
}
