import type { ExpressionSpecification } from 'maplibre-gl'
import { byZoom, type Language, labelFont, type MapLayer, nameIn } from './map-layer.ts'

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

/** Where an expressway without a number no longer has its name on a plate, but along the road. */
const plateEnd = 14.5
const isNotOnPlate: ExpressionSpecification = ['any', ['!', isExpressway], ['has', 'ref']]
const ref: ExpressionSpecification = ['get', 'ref']

/** A road's name without the number that its plate says. */
function nameBesidePlate(language: Language): ExpressionSpecification {
  const name = nameIn(language)
  const isFirst: ExpressionSpecification = ['==', ['index-of', ['concat', ref, ' '], name], 0]
  return [
    'case',
    ['!', ['has', 'ref']],
    name,
    isFirst,
    ['slice', name, ['+', ['length', ref], 1]],
    ['==', name, ref],
    '',
    name,
  ]
}

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
              [
                'step',
                ['zoom'],
                ['all', ['<=', order, 1], isNotOnPlate],
                13,
                ['all', ['<=', order, 2], isNotOnPlate],
                plateEnd,
                ['<=', order, 3],
                16,
                true,
              ],
            ],
            layout: {
              'symbol-placement': 'line',
              'text-field': nameBesidePlate(language),
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
        maxzoom: plateEnd,
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
          'icon-image': `tongguan:plate:${palette.numberPlate.fill}:${palette.numberPlate.edge}`,
          'symbol-spacing': 640,
          'text-field': ['get', 'ref'],
          'text-size': byZoom(scale, [10, 9], [14, 10.5]),
        },
        paint: { 'text-color': palette.numberPlate.text },
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
