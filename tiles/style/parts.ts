import type { ExpressionSpecification } from 'maplibre-gl'
import { byZoom, labelFont, type MapLayer } from './map-layer.ts'

const isCluster: ExpressionSpecification = ['has', 'point_count']

/** Parts of the city: neutral dots, coloured only where their condition asks for somebody. */
export const parts: MapLayer = {
  overlay: 'parts',
  layers: ({ palette, scale }) => {
    const conditionColor: ExpressionSpecification = [
      'match',
      ['coalesce', ['get', 'condition'], ['get', 'worst']],
      'missing',
      palette.overdue,
      'poor',
      palette.near,
      palette.normal,
    ]
    const radius = (fine: number, poor: number): ExpressionSpecification => [
      'case',
      ['boolean', ['feature-state', 'selected'], false],
      7 * scale,
      ['in', ['get', 'condition'], ['literal', ['poor', 'missing']]],
      poor * scale,
      fine * scale,
    ]
    return [
      {
        id: 'part-clusters',
        type: 'circle',
        source: 'parts',
        'source-layer': 'parts',
        minzoom: 12,
        filter: isCluster,
        paint: {
          'circle-color': palette.ground,
          'circle-opacity': 0.82,
          'circle-radius': [
            'interpolate',
            ['linear'],
            ['sqrt', ['get', 'point_count']],
            1,
            5 * scale,
            30,
            17 * scale,
          ],
          // From afar one missing cover in a thousand would colour every circle.
          'circle-stroke-color': [
            'step',
            ['zoom'],
            palette.done,
            14,
            ['match', ['get', 'worst'], 'missing', palette.overdue, 'poor', palette.near, palette.done],
          ],
          'circle-stroke-width': 1 * scale,
        },
      },
      {
        id: 'part-cluster-counts',
        type: 'symbol',
        source: 'parts',
        'source-layer': 'parts',
        minzoom: 12,
        filter: isCluster,
        layout: {
          'text-field': ['to-string', ['get', 'point_count']],
          'text-font': labelFont,
          'text-size': ['case', ['<', ['get', 'point_count'], 10], 9 * scale, 10.5 * scale],
          // It stands within its own circle: an empty one would say nothing.
          'text-allow-overlap': true,
          'text-ignore-placement': true,
        },
        paint: { 'text-color': palette.textMuted },
      },
      {
        id: 'parts',
        type: 'circle',
        source: 'parts',
        'source-layer': 'parts',
        minzoom: 14,
        filter: ['!', isCluster],
        paint: {
          'circle-radius': [
            'interpolate',
            ['linear'],
            ['zoom'],
            14,
            radius(1.4, 2),
            17,
            radius(2.6, 3.6),
            19,
            radius(4.5, 6),
          ],
          'circle-color': conditionColor,
          'circle-opacity': ['match', ['get', 'condition'], ['poor', 'missing'], 0.95, 0.5],
          'circle-stroke-color': [
            'case',
            ['boolean', ['feature-state', 'selected'], false],
            palette.accent,
            palette.halo,
          ],
          'circle-stroke-width': [
            'case',
            ['boolean', ['feature-state', 'selected'], false],
            3 * scale,
            0.8 * scale,
          ],
        },
      },
      {
        id: 'part-codes',
        type: 'symbol',
        source: 'parts',
        'source-layer': 'parts',
        minzoom: 18,
        filter: ['!', isCluster],
        layout: {
          'text-field': ['coalesce', ['get', 'name'], ['get', 'code'], ''],
          'text-font': labelFont,
          'text-size': byZoom(scale, [18, 11], [19, 12]),
          'text-anchor': 'left',
          'text-offset': [0.7, 0],
          'text-optional': true,
        },
        paint: { 'text-color': palette.textMuted, 'text-halo-color': palette.halo, 'text-halo-width': 1.2 },
      },
    ]
  },
  legend: ({ palette }) => [
    {
      swatch: { kind: 'icon', icon: `tongguan:dot:${palette.normal}` },
      label: { zh: '部件', en: 'Component' },
    },
    {
      swatch: { kind: 'icon', icon: `tongguan:dot:${palette.near}` },
      label: { zh: '部件状况差', en: 'In poor condition' },
    },
  ],
}
