import type { MapLayer } from './map-layer.ts'

/** Single trees, where one stands in the street: a crown's width, growing with the map. */
export const trees: MapLayer = {
  overlay: null,
  layers: ({ palette, labels }) =>
    labels === 'sparse'
      ? []
      : [
          {
            id: 'trees',
            type: 'circle',
            source: 'basemap',
            'source-layer': 'tree',
            minzoom: 16.5,
            paint: {
              'circle-color': palette.tree,
              'circle-opacity': ['interpolate', ['linear'], ['zoom'], 16.5, 0, 17.2, 0.75],
              'circle-radius': [
                'interpolate',
                ['exponential', 2],
                ['zoom'],
                16.5,
                2.6,
                18,
                8,
                19,
                16,
                20,
                32,
              ],
              'circle-blur': 0.15,
              'circle-pitch-alignment': 'map',
            },
          },
        ],
}
