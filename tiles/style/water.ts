import type { ExpressionSpecification } from 'maplibre-gl'
import { byZoom, labelFont, type MapLayer, nameIn } from './map-layer.ts'

const source = { source: 'basemap', 'source-layer': 'water' } as const
const isArea: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon']
const isLine: ExpressionSpecification = ['==', ['geometry-type'], 'LineString']
const isNamed: ExpressionSpecification = ['has', 'name']

export const water: MapLayer = {
  overlay: null,
  layers: ({ palette, scale }) => [
    {
      id: 'stream',
      type: 'line',
      ...source,
      filter: ['all', isLine, ['!=', ['get', 'class'], 'river_line']],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': palette.water,
        'line-width': [
          'interpolate',
          ['exponential', 1.6],
          ['zoom'],
          11,
          0.8 * scale,
          14,
          ['match', ['get', 'class'], ['canal', 'river'], 3 * scale, 1.8 * scale],
          18,
          ['match', ['get', 'class'], ['canal', 'river'], 22 * scale, 9 * scale],
        ],
      },
    },
    { id: 'water', type: 'fill', ...source, filter: isArea, paint: { 'fill-color': palette.water } },
    {
      // A shore inside the water: deeper at its edge, as land is not.
      id: 'water-edge',
      type: 'line',
      ...source,
      filter: isArea,
      minzoom: 11,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.waterLine,
        'line-width': byZoom(scale, [11, 0.5], [14, 1], [18, 2]),
        'line-opacity': ['interpolate', ['linear'], ['zoom'], 11, 0.4, 14, 0.9],
      },
    },
  ],
}

/** Names run along rivers and stand in lakes; a river that has a middle line is named on that alone. */
export const waterNames: MapLayer = {
  overlay: null,
  layers: ({ palette, scale, language, labels, overlays }) => {
    const isSparse = labels === 'sparse'
    const text = {
      'text-field': nameIn(language),
      'text-font': labelFont,
      'text-letter-spacing': language === 'zh' ? 0.35 : 0.1,
      'text-padding': 12,
    }
    const paint = {
      'text-color': palette.waterText,
      'text-halo-color': palette.water,
      'text-halo-width': 1.2 * scale,
    }
    const common = { type: 'symbol', ...source } as const
    const isRiver: ExpressionSpecification = ['in', ['get', 'class'], ['literal', ['river_line', 'river']]]
    const isCanal: ExpressionSpecification = ['==', ['get', 'class'], 'canal']
    const ponds: ExpressionSpecification = ['in', ['get', 'class'], ['literal', ['pond', 'stream']]]
    return [
      {
        id: 'river-names',
        ...common,
        minzoom: isSparse ? 9 : 10,
        filter: [
          'all',
          isNamed,
          isLine,
          isSparse ? isRiver : ['step', ['zoom'], isRiver, 12, ['any', isRiver, isCanal], 13, true],
        ],
        layout: {
          ...text,
          'symbol-placement': 'line',
          'symbol-spacing': isSparse ? 700 : ['step', ['zoom'], 420, 13, 280],
          // Borders run along the middle of rivers: there a name would be struck through. From afar it would leave the water.
          ...(overlays.has('areas') && {
            'text-offset': [
              'step',
              ['zoom'],
              ['literal', [0, 0]],
              12.5,
              ['literal', [0, 0.85]],
            ] as ExpressionSpecification,
          }),
          'text-max-angle': 30,
          'text-size': isSparse
            ? 28 * scale
            : [
                'interpolate',
                ['linear'],
                ['zoom'],
                10,
                12 * scale,
                16,
                ['match', ['get', 'class'], ['river_line', 'river'], 18 * scale, 13 * scale],
              ],
        },
        paint,
      },
      {
        id: 'water-names',
        ...common,
        minzoom: isSparse ? 9 : 11,
        filter: [
          'all',
          isNamed,
          ['!', isLine],
          ['!=', ['get', 'class'], 'river'],
          ['step', ['zoom'], ['!', ponds], 15, true],
        ],
        layout: {
          ...text,
          'text-max-width': 8,
          'text-size': isSparse ? 28 * scale : byZoom(scale, [11, 12], [16, 16]),
        },
        paint,
      },
    ]
  },
}
