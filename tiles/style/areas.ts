import type { ExpressionSpecification } from 'maplibre-gl'
import { byZoom, labelFont, type MapLayer, nameIn } from './map-layer.ts'

const level: ExpressionSpecification = ['get', 'level']

/** Boundaries of subdistricts and communities; the finer the level, the later it comes and the thinner it is. */
export const areas: MapLayer = {
  overlay: 'areas',
  layers: ({ palette, scale, labels, mainLevel }) => [
    {
      // Invisible, so that an area can be pointed at.
      id: 'areas-hit',
      type: 'fill',
      source: 'areas',
      'source-layer': 'areas',
      filter: ['==', level, mainLevel],
      paint: {
        'fill-color': palette.accent,
        'fill-opacity': [
          'case',
          ['boolean', ['feature-state', 'selected'], false],
          0.12,
          ['boolean', ['feature-state', 'hover'], false],
          0.06,
          0,
        ],
      },
    },
    ...(labels === 'sparse' || mainLevel === 'community'
      ? []
      : [
          {
            id: 'communities-line',
            type: 'line' as const,
            source: 'areas',
            'source-layer': 'areas',
            minzoom: 12.5,
            filter: ['==', level, 'community'] satisfies ExpressionSpecification,
            paint: {
              'line-color': palette.boundary,
              'line-width': byZoom(scale, [12.5, 0.5], [16, 1]),
              'line-dasharray': [4, 3],
              'line-opacity': 0.6,
            },
          },
        ]),
    {
      id: 'subdistricts-line',
      type: 'line',
      source: 'areas',
      'source-layer': 'areas',
      filter: ['in', level, ['literal', [mainLevel, 'district', 'city']]],
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.boundary,
        // Hundreds of communities are finer drawn than ten subdistricts.
        'line-width':
          labels === 'sparse'
            ? (mainLevel === 'community' ? 1 : 2) * scale
            : byZoom(
                scale,
                [9, mainLevel === 'community' ? 0.5 : 0.8],
                [12, mainLevel === 'community' ? 0.9 : 1.4],
                [16, 2.2],
              ),
        'line-opacity': 0.85,
      },
    },
  ],
  legend: ({ palette, mainLevel }) => [
    {
      swatch: { kind: 'line', color: palette.boundary },
      label:
        mainLevel === 'community'
          ? { zh: '社区界', en: 'Community boundary' }
          : { zh: '街道界', en: 'Subdistrict boundary' },
    },
  ],
}

export const areaNames: MapLayer = {
  overlay: 'areas',
  isFixed: true,
  layers: ({ palette, scale, language, labels, mainLevel }) => [
    ...(labels === 'sparse' || mainLevel === 'community'
      ? []
      : [
          {
            id: 'community-names',
            type: 'symbol' as const,
            source: 'areas',
            'source-layer': 'area_labels',
            minzoom: 13,
            maxzoom: 16.5,
            filter: ['==', level, 'community'] satisfies ExpressionSpecification,
            layout: {
              'text-field': nameIn(language),
              'text-font': labelFont,
              'text-size': byZoom(scale, [13, 11.5], [16, 14]),
              'text-max-width': 7,
              'text-padding': 10,
            },
            paint: {
              'text-color': palette.textMuted,
              'text-halo-color': palette.halo,
              'text-halo-width': 1.5 * scale,
            },
          },
        ]),
    {
      id: 'subdistrict-names',
      type: 'symbol',
      source: 'areas',
      'source-layer': 'area_labels',
      ...(labels === 'sparse' ? {} : { maxzoom: mainLevel === 'community' ? 16.5 : 14 }),
      filter: ['==', level, mainLevel],
      layout: {
        'text-field': nameIn(language),
        'text-font': labelFont,
        'text-size': labels === 'sparse' ? 29 * scale : byZoom(scale, [9, 12], [12, 16], [14, 18]),
        'text-letter-spacing': language === 'zh' ? 0.08 : 0,
        'text-max-width': 7,
        'text-padding': 6,
      },
      paint: {
        'text-color': palette.text,
        'text-halo-color': palette.halo,
        'text-halo-width': (labels === 'sparse' ? 2.4 : 1.8) * scale,
      },
    },
  ],
}
