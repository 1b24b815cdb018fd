import { byZoom, labelFont, type MapLayer, nameIn } from './map-layer.ts'

/** Named places of the basemap that are no areas: stations, hospitals, schools, parks, markets. Rank decides who is drawn first. */
export const places: MapLayer = {
  overlay: null,
  layers: ({ palette, scale, language, labels }) =>
    labels === 'sparse'
      ? []
      : [
          {
            id: 'places',
            type: 'symbol',
            source: 'basemap',
            'source-layer': 'place',
            minzoom: 12,
            filter: [
              'all',
              ['!', ['in', ['get', 'class'], ['literal', ['city', 'district', 'subdistrict', 'community']]]],
              ['!=', ['get', 'name'], ''],
              [
                'step',
                ['zoom'],
                ['<=', ['coalesce', ['get', 'rank'], 9], 2],
                13.5,
                ['<=', ['coalesce', ['get', 'rank'], 9], 5],
                15,
                true,
              ],
            ],
            layout: {
              'text-field': nameIn(language),
              'text-font': labelFont,
              'text-size': byZoom(scale, [12, 11], [15, 12], [18, 14]),
              'text-max-width': 7,
              'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
              'text-radial-offset': 0.55,
              'text-padding': 8,
              'symbol-sort-key': ['coalesce', ['get', 'rank'], 9],
              'icon-image': 'tongguan:place',
              'icon-size': scale,
              'icon-allow-overlap': false,
            },
            paint: {
              'text-color': palette.textMuted,
              'text-halo-color': palette.halo,
              'text-halo-width': 1.3 * scale,
              'icon-opacity': 0.8,
            },
          },
        ],
}
