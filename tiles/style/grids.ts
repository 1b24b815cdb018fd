import type { ExpressionSpecification } from 'maplibre-gl'
import { byZoom, labelFont, type MapLayer, nameIn } from './map-layer.ts'

const isSelected: ExpressionSpecification = ['boolean', ['feature-state', 'selected'], false]
const isHovered: ExpressionSpecification = ['boolean', ['feature-state', 'hover'], false]
/** Set by the grids screen: nothing of ours looked inside for the chosen number of days. */
const isUnseen: ExpressionSpecification = ['boolean', ['feature-state', 'unseen'], false]
/** Set by the grids screen: the unit grids of the duty grid in hand. */
const isMine: ExpressionSpecification = ['boolean', ['feature-state', 'mine'], false]

/** Unit grids: the smallest responsibility. Unseen ones are hatched. */
export const unitGrids: MapLayer = {
  overlay: 'unit_grids',
  layers: ({ palette, scale }) => [
    {
      id: 'unit-grids',
      type: 'fill',
      source: 'unit_grids',
      'source-layer': 'unit_grids',
      minzoom: 11,
      paint: {
        'fill-color': ['case', isUnseen, palette.near, palette.accent],
        'fill-opacity': ['case', isSelected, 0.28, isHovered, 0.16, isUnseen, 0.14, isMine, 0.05, 0],
      },
    },
    {
      id: 'unit-grids-unseen',
      type: 'fill',
      source: 'unit_grids',
      'source-layer': 'unit_grids',
      minzoom: 11,
      paint: {
        'fill-pattern': `tongguan:hatch:${palette.near}`,
        'fill-opacity': ['case', isUnseen, 0.9, 0],
      },
    },
    {
      id: 'unit-grids-line',
      type: 'line',
      source: 'unit_grids',
      'source-layer': 'unit_grids',
      minzoom: 12,
      paint: {
        'line-color': ['case', isSelected, palette.accent, isUnseen, palette.near, palette.gridLine],
        'line-width': ['case', isSelected, 2 * scale, 0.7 * scale],
        'line-opacity': [
          'interpolate',
          ['linear'],
          ['zoom'],
          13,
          ['case', isSelected, 1, isUnseen, 0.7, isMine, 0.6, 0],
          14.5,
          ['case', isSelected, 1, isUnseen, 0.9, isMine, 0.7, 0.4],
        ],
      },
    },
  ],
  legend: ({ palette }) => [
    { swatch: { kind: 'hatch', color: palette.near }, label: { zh: '多日未到', en: 'Unseen for days' } },
  ],
}

/** Duty grids: a set of unit grids with its people. */
export const dutyGrids: MapLayer = {
  overlay: 'duty_grids',
  layers: ({ palette, scale, labels, language }) => [
    {
      id: 'duty-grids',
      type: 'fill',
      source: 'duty_grids',
      'source-layer': 'duty_grids',
      paint: {
        'fill-color': palette.accent,
        'fill-opacity': ['case', isSelected, 0.1, isHovered, 0.08, isMine, 0.06, 0],
      },
    },
    {
      id: 'duty-grids-line',
      type: 'line',
      source: 'duty_grids',
      'source-layer': 'duty_grids',
      minzoom: 10.5,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': ['case', ['any', isSelected, isMine], palette.accent, palette.gridLine],
        'line-width': ['case', isSelected, 3 * scale, isMine, 2 * scale, 1 * scale],
        'line-opacity': [
          'interpolate',
          ['linear'],
          ['zoom'],
          11,
          ['case', ['any', isSelected, isMine], 1, 0.25],
          14,
          ['case', ['any', isSelected, isMine], 1, 0.65],
        ],
      },
    },
    ...(labels === 'sparse'
      ? []
      : [
          {
            id: 'duty-grid-codes',
            type: 'symbol' as const,
            source: 'duty_grids',
            'source-layer': 'duty_grids',
            minzoom: 14,
            layout: {
              'text-field': nameIn(language),
              'text-font': labelFont,
              'text-size': byZoom(scale, [14, 11], [17, 14]),
              'text-max-width': 9,
              'text-padding': 20,
            },
            paint: {
              'text-color': palette.textMuted,
              'text-halo-color': palette.halo,
              'text-halo-width': 1.5 * scale,
            },
          },
        ]),
  ],
  legend: ({ palette }) => [
    { swatch: { kind: 'line', color: palette.accent }, label: { zh: '责任网格', en: 'Duty grid' } },
  ],
}
