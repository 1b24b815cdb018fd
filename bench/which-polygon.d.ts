declare module 'which-polygon' {
  type Polygons = {
    type: 'FeatureCollection'
    features: {
      type: 'Feature'
      properties: object
      geometry: { type: 'MultiPolygon'; coordinates: unknown }
    }[]
  }
  export default function whichPolygon(
    data: Polygons,
  ): <Properties>(lngLat: readonly number[], multi: true) => Properties[] | null
}
