import { byZoom, labelFont, type MapLayer } from './map-layer.ts'

/** Numbers of houses, for who looks for a door; everything else that is named goes before them. */
export const houseNumbers: MapLayer = {
  overlay: null,
  layers: ({ palette, scale, labels }) =>
    labels === 'sparse'
      ? []
      : [
          {
            id: 'house-numbers',
            type: 'symbol',
            source: 'basemap',
            'source-layer': 'address',
            minzoom: 17,
            layout: {
              'text-field': ['get', 'name'],
              'text-font': labelFont,
              'text-size': byZoom(scale, [17, 9.5], [19, 12]),
              'text-padding': 3,
            },
            paint: {
              'text-color': palette.textMuted,
              'text-halo-color': palette.building,
              'text-halo-width': 1 * scale,
            },
          },
        ],
}
