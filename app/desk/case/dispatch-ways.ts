import { boundingBox } from '../../../geo/bounding-box.ts'
import type { BoundingBox, LngLat } from '../../_map/map-types.ts'

type Way = { readonly lngLat: LngLat; readonly route: readonly LngLat[] }
/** What the map shows while somebody chooses who goes. */
export type DispatchWays = {
  readonly features: GeoJSON.FeatureCollection
  /** Holds them all and the case; undefined where nobody can go. */
  readonly box: BoundingBox | undefined
}

/** The way of each unit that could go, by road where one is known, with its number; the chosen one stands out. */
export function dispatchWays(units: readonly Way[], chosen: number | null, to: LngLat): DispatchWays {
  const features = units.flatMap(({ lngLat, route }, index): GeoJSON.Feature[] => {
    const properties = { tone: index === chosen ? 'chosen' : 'other', number: String(index + 1) }
    const coordinates = (route.length > 0 ? route : [lngLat, to]).map(([lng, lat]) => [lng, lat])
    return [
      { type: 'Feature', properties, geometry: { type: 'LineString', coordinates } },
      { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [...lngLat] } },
    ]
  })
  const points = [to, ...units.flatMap(({ lngLat, route }) => [lngLat, ...route])]
  return {
    features: { type: 'FeatureCollection', features },
    box: units.length === 0 ? undefined : boundingBox([[points]]),
  }
}
