import type { Outputs } from '../../_trpc/api.ts'

/** The bands as they are drawn: each over the ones that hold it, so that what is near is darkest. */
export function reachFeatures(
  reach: Outputs['roads']['reach'] | undefined,
): GeoJSON.FeatureCollection | null {
  if (!reach) return null
  return {
    type: 'FeatureCollection',
    features: reach.bands.toReversed().map(({ coordinates }) => ({
      type: 'Feature',
      geometry: {
        type: 'MultiPolygon',
        coordinates: coordinates.map((polygon) =>
          polygon.map((ring) => ring.map(([lng, lat]) => [lng, lat])),
        ),
      },
      properties: { tone: 'band' },
    })),
  }
}
