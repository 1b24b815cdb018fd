import type { ExpressionSpecification } from 'maplibre-gl'
import type { MapLayer } from './map-layer.ts'

const heightMeters: ExpressionSpecification = ['coalesce', ['get', 'height_meters'], 0]

/** Footprints from zoom 14; raised from zoom 15.5, where a street is what one looks at. Towers are a shade stronger. */
export const buildings: MapLayer = {
  overlay: null,
  layers: ({ palette, labels }) => {
    const isFlat = labels === 'sparse'
    const color: ExpressionSpecification = [
      'interpolate',
      ['linear'],
      heightMeters,
      9,
      palette.building,
      60,
      palette.tower,
    ]
    return [
      {
        id: 'buildings',
        type: 'fill',
        source: 'basemap',
        'source-layer': 'building',
        minzoom: 14,
        paint: {
          'fill-color': color,
          'fill-outline-color': [
            'interpolate',
            ['linear'],
            ['zoom'],
            14.5,
            palette.building,
            15.5,
            palette.buildingEdge,
          ],
          // Once a building stands, its footprint would shine through the roof that leans away from it.
          'fill-opacity': [
            'interpolate',
            ['linear'],
            ['zoom'],
            14,
            0.8,
            15,
            1,
            ...(isFlat ? [] : [16.4, 1, 16.6, 0]),
          ] as ExpressionSpecification,
        },
      },
      ...(isFlat
        ? []
        : [
            {
              id: 'buildings-raised',
              type: 'fill-extrusion' as const,
              source: 'basemap',
              'source-layer': 'building',
              minzoom: 15.5,
              paint: {
                'fill-extrusion-color': color,
                'fill-extrusion-height': [
                  'interpolate',
                  ['linear'],
                  ['zoom'],
                  15.5,
                  0,
                  16.5,
                  heightMeters,
                  // Seen from just above, a tower would lean over its whole block.
                  18.5,
                  ['*', 0.5, heightMeters],
                ] satisfies ExpressionSpecification,
                'fill-extrusion-opacity': 0.86,
                'fill-extrusion-vertical-gradient': false,
              },
            },
          ]),
    ]
  },
}
