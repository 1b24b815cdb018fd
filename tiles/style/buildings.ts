import type { ExpressionSpecification } from 'maplibre-gl'
import type { MapLayer } from './map-layer.ts'

const heightMeters: ExpressionSpecification = ['coalesce', ['get', 'height_meters'], 0]

/** Footprints from zoom 14; raised from zoom 15.5, where a street is what one looks at. */
export const buildings: MapLayer = {
  overlay: null,
  layers: ({ palette, labels }) => [
    {
      id: 'buildings',
      type: 'fill',
      source: 'basemap',
      'source-layer': 'building',
      minzoom: 14,
      paint: {
        'fill-color': palette.building,
        'fill-outline-color': palette.buildingEdge,
        'fill-opacity': ['interpolate', ['linear'], ['zoom'], 14, 0, 14.6, 1],
      },
    },
    ...(labels === 'sparse'
      ? []
      : [
          {
            id: 'buildings-raised',
            type: 'fill-extrusion' as const,
            source: 'basemap',
            'source-layer': 'building',
            minzoom: 15.5,
            paint: {
              'fill-extrusion-color': palette.building,
              'fill-extrusion-height': [
                'interpolate',
                ['linear'],
                ['zoom'],
                15.5,
                0,
                16.2,
                heightMeters,
              ] satisfies ExpressionSpecification,
              'fill-extrusion-opacity': 0.72,
            },
          },
        ]),
  ],
}
