import type { ExpressionSpecification } from 'maplibre-gl'
import { byZoom, labelFont, type MapLayer, nameIn } from './map-layer.ts'

const land = { type: 'fill', source: 'basemap', 'source-layer': 'land' } as const

/** Land use, quiet enough to carry everything else. */
export const ground: MapLayer = {
  overlay: null,
  layers: ({ palette }) => [
    { id: 'background', type: 'background', paint: { 'background-color': palette.ground } },
    {
      id: 'land',
      ...land,
      paint: {
        'fill-color': [
          'match',
          ['get', 'class'],
          'park',
          palette.land.park,
          'hill',
          palette.land.hill,
          'farmland',
          palette.land.farmland,
          'industrial',
          palette.land.industrial,
          ['school', 'hospital'],
          palette.land.institution,
          'plaza',
          palette.land.plaza,
          palette.land.built,
        ],
        'fill-antialias': false,
      },
    },
  ],
}

export const water: MapLayer = {
  overlay: null,
  layers: ({ palette, scale }) => [
    {
      id: 'water',
      type: 'fill',
      source: 'basemap',
      'source-layer': 'water',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': palette.water },
    },
    {
      id: 'water-edge',
      type: 'line',
      source: 'basemap',
      'source-layer': 'water',
      filter: ['==', ['geometry-type'], 'Polygon'],
      minzoom: 12,
      paint: { 'line-color': palette.waterLine, 'line-width': byZoom(scale, [12, 0.4], [17, 1.2]) },
    },
    {
      id: 'stream',
      type: 'line',
      source: 'basemap',
      'source-layer': 'water',
      filter: ['all', ['==', ['geometry-type'], 'LineString'], ['!=', ['get', 'class'], 'river_line']],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': palette.water, 'line-width': byZoom(scale, [11, 0.8], [14, 2], [18, 8]) },
    },
  ],
}

const hasName: ExpressionSpecification = ['!=', ['get', 'name'], '']
const isLine: ExpressionSpecification = ['==', ['geometry-type'], 'LineString']

/** Names run along rivers and stand in lakes; a river that has a middle line is named on that alone. */
export const waterNames: MapLayer = {
  overlay: null,
  layers: ({ palette, scale, language, labels }) => {
    const text = {
      'text-field': nameIn(language),
      'text-font': labelFont,
      'text-size': labels === 'sparse' ? 28 * scale : byZoom(scale, [11, 12], [16, 15]),
      'text-letter-spacing': language === 'zh' ? 0.5 : 0.12,
      'text-padding': 12,
    }
    const paint = {
      'text-color': palette.waterText,
      'text-halo-color': palette.water,
      'text-halo-width': 1.2 * scale,
    }
    const common = {
      type: 'symbol',
      source: 'basemap',
      'source-layer': 'water',
      minzoom: labels === 'sparse' ? 9 : 11,
    } as const
    return [
      {
        id: 'river-names',
        ...common,
        filter: ['all', hasName, isLine],
        layout: { ...text, 'symbol-placement': 'line', 'symbol-spacing': 500, 'text-max-angle': 40 },
        paint,
      },
      {
        id: 'water-names',
        ...common,
        filter: ['all', hasName, ['!', isLine], ['!=', ['get', 'class'], 'river']],
        layout: { ...text, 'text-max-width': 8 },
        paint,
      },
    ]
  },
}
