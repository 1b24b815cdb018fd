import { metersPerDegree } from '../../geo/meters-per-degree.ts'
import type { Candidate } from '../../server/ahead/list-candidates.ts'
import type { BoundingBox, LngLat } from '../_map/map-types.ts'
import type { Outputs } from '../_trpc/api.ts'

type Detail = Outputs['ahead']['get']
const circleCorners = 48
const leastDegrees = 0.0012

/** Every candidate as a point; of the one in hand its cases or parts, and the circle they were counted in. */
export function candidateFeatures(
  candidates: readonly Pick<Candidate, 'lngLat'>[],
  selected: Detail | undefined,
): GeoJSON.FeatureCollection {
  const point = (lngLat: LngLat, tone: 'plain' | 'strong'): GeoJSON.Feature => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [...lngLat] },
    properties: { tone },
  })
  const { evidence } = selected ?? {}
  return {
    type: 'FeatureCollection',
    features: [
      ...(selected && evidence?.kind === 'repeat' ? [circle(selected.lngLat, evidence.radiusMeters)] : []),
      ...candidates.map(({ lngLat }) => point(lngLat, 'plain')),
      ...(selected ? evidencePlaces(selected).map((lngLat) => point(lngLat, 'strong')) : []),
    ],
  }
}

/** What the map should show of the one in hand. */
export function focusOf(selected: Detail): BoundingBox {
  const places = [selected.lngLat, ...evidencePlaces(selected)]
  const lngs = places.map(([lng]) => lng)
  const lats = places.map(([, lat]) => lat)
  return [
    Math.min(...lngs) - leastDegrees,
    Math.min(...lats) - leastDegrees,
    Math.max(...lngs) + leastDegrees,
    Math.max(...lats) + leastDegrees,
  ]
}

function evidencePlaces({ cases, parts }: Detail): LngLat[] {
  return [...cases.flatMap(({ lngLat }) => (lngLat ? [lngLat] : [])), ...parts.map(({ lngLat }) => lngLat)]
}

function circle([lng, lat]: LngLat, radiusMeters: number): GeoJSON.Feature {
  const { perLng, perLat } = metersPerDegree(lat)
  const ring = Array.from({ length: circleCorners + 1 }, (_, i) => {
    const angle = (2 * Math.PI * (i % circleCorners)) / circleCorners
    return [lng + (radiusMeters * Math.cos(angle)) / perLng, lat + (radiusMeters * Math.sin(angle)) / perLat]
  })
  return { type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring] }, properties: {} }
}
