import type { ExpressionSpecification } from 'maplibre-gl'
import { byZoom, labelFont, type MapLayer, nameIn } from './map-layer.ts'

const source = { type: 'symbol', source: 'basemap', 'source-layer': 'road' } as const
const isNamed: ExpressionSpecification = ['has', 'name']
const isExpressway: ExpressionSpecification = ['==', ['get', 'class'], 'expressway']
const order: ExpressionSpecification = [
  'match',
  ['get', 'class'],
  'expressway',
  0,
  'arterial',
  1,
  'collector',
  2,
  'ramp',
  5,
  ['path', 'pedestrian'],
  4,
  3,
]

/** Names along the middle of roads: the wider the road the earlier and the larger. */
export const roadNames: MapLayer = {
  overlay: null,
  layers: ({ palette, scale, language, labels }) =>
    labels === 'sparse'
      ? []
      : [
          {
            id: 'road-names',
            ...source,
            minzoom: 12,
            filter: [
              'all',
              isNamed,
              ['step', ['zoom'], ['<=', order, 1], 13, ['<=', order, 2], 14.5, ['<=', order, 3], 16, true],
            ],
            layout: {
              'symbol-placement': 'line',
              'text-field': nameIn(language),
              'text-font': labelFont,
              'text-size': [
                'interpolate',
                ['linear'],
                ['zoom'],
                12,
                ['match', ['get', 'class'], ['expressway', 'arterial'], 11 * scale, 10 * scale],
                15,
                ['match', ['get', 'class'], ['expressway', 'arterial'], 12.5 * scale, 11 * scale],
                18,
                ['match', ['get', 'class'], ['expressway', 'arterial'], 15.5 * scale, 13.5 * scale],
              ],
              'text-letter-spacing': language === 'zh' ? 0.14 : 0.02,
              'text-max-angle': 28,
              'symbol-spacing': ['interpolate', ['linear'], ['zoom'], 12, 260, 16, 380],
              'text-padding': 8,
              'text-pitch-alignment': 'viewport',
              'symbol-sort-key': order,
            },
            paint: {
              'text-color': palette.textMuted,
              'text-halo-color': palette.halo,
              'text-halo-width': 1.5 * scale,
            },
          },
        ],
}

/** Plates in the colour of the signs at the roadside: a road's number, or the name of an expressway that has none. */
export const roadShields: MapLayer = {
  overlay: null,
  layers: ({ palette, scale, language, labels }) => {
    if (labels === 'sparse') return []
    const plate = `tongguan:plate:${palette.shield.fill}:${palette.shield.edge}`
    const layout = {
      'symbol-placement': 'line',
      'text-font': labelFont,
      'icon-image': plate,
      'icon-text-fit': 'both',
      'text-rotation-alignment': 'viewport',
      'icon-rotation-alignment': 'viewport',
      'text-pitch-alignment': 'viewport',
      'text-padding': 24,
      'symbol-sort-key': order,
    } as const
    const paint = { 'text-color': palette.shield.text }
    return [
      {
        id: 'expressway-plates',
        ...source,
        minzoom: 10.5,
        maxzoom: 14.5,
        filter: ['all', isExpressway, isNamed, ['!', ['has', 'ref']]],
        layout: {
          ...layout,
          'symbol-spacing': 600,
          'text-field': nameIn(language),
          'text-size': byZoom(scale, [10, 9.5], [14, 11]),
        },
        paint,
      },
      {
        id: 'road-numbers',
        ...source,
        minzoom: 10.5,
        filter: ['all', ['has', 'ref'], ['!', isExpressway]],
        layout: {
          ...layout,
          'icon-image': `tongguan:plate:${palette.halo}:${palette.boundary}`,
          'symbol-spacing': 640,
          'text-field': ['get', 'ref'],
          'text-size': byZoom(scale, [10, 9], [14, 10.5]),
        },
        paint: { 'text-color': palette.textMuted },
      },
      {
        id: 'road-shields',
        ...source,
        minzoom: 9,
        filter: ['all', ['has', 'ref'], isExpressway],
        layout: {
          ...layout,
          'symbol-spacing': ['interpolate', ['linear'], ['zoom'], 10, 360, 15, 560],
          'text-field': ['get', 'ref'],
          'text-size': byZoom(scale, [9, 9.5], [14, 11.5]),
        },
        paint,
      },
    ]
  },
}
