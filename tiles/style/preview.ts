import type { ExpressionSpecification } from 'maplibre-gl'
import type { MapLayer } from './map-layer.ts'
import { labelFont } from './map-layer.ts'

/**
 * Things that are looked at before they are kept, above everything else; those of tone `strong` stand out, and a `band` is
 * one of several that lie over each other. Ways to one place are of tone `chosen` or `other`, each with its number where it begins.
 */
export const preview: MapLayer = {
  overlay: null,
  layers: ({ palette, scale }) => {
    const isWay: ExpressionSpecification = ['in', ['get', 'tone'], ['literal', ['chosen', 'other']]]
    const isChosen: ExpressionSpecification = ['==', ['get', 'tone'], 'chosen']
    const of = (type: string): ExpressionSpecification => ['==', ['geometry-type'], type]
    return [
      {
        id: 'preview-fill',
        type: 'fill',
        source: 'preview',
        filter: of('Polygon'),
        paint: { 'fill-color': palette.accent, 'fill-opacity': 0.15 },
      },
      {
        id: 'preview-line',
        type: 'line',
        source: 'preview',
        filter: ['all', ['!=', ['geometry-type'], 'Point'], ['!=', ['get', 'tone'], 'band'], ['!', isWay]],
        paint: { 'line-color': palette.accent, 'line-width': 2 * scale, 'line-dasharray': [3, 1.5] },
      },
      {
        id: 'preview-band',
        type: 'line',
        source: 'preview',
        filter: ['==', ['get', 'tone'], 'band'],
        paint: { 'line-color': palette.accent, 'line-width': 1.2 * scale, 'line-opacity': 0.7 },
      },
      {
        id: 'preview-way',
        type: 'line',
        source: 'preview',
        filter: ['all', of('LineString'), isWay],
        layout: { 'line-cap': 'round', 'line-join': 'round', 'line-sort-key': ['case', isChosen, 1, 0] },
        paint: {
          'line-color': palette.accent,
          'line-width': ['case', isChosen, 4.5 * scale, 2.5 * scale],
          'line-opacity': ['case', isChosen, 0.9, 0.45],
        },
      },
      {
        id: 'preview',
        type: 'circle',
        source: 'preview',
        filter: of('Point'),
        paint: {
          'circle-color': [
            'match',
            ['get', 'tone'],
            'strong',
            palette.near,
            'other',
            palette.halo,
            palette.accent,
          ],
          'circle-radius': ['case', isWay, 9 * scale, 4.5 * scale],
          'circle-stroke-color': ['match', ['get', 'tone'], 'other', palette.accent, palette.halo],
          'circle-stroke-width': 1.5 * scale,
        },
      },
      {
        id: 'preview-number',
        type: 'symbol',
        source: 'preview',
        filter: ['all', of('Point'), isWay],
        layout: {
          'text-field': ['get', 'number'],
          'text-font': labelFont,
          'text-size': 11 * scale,
          'text-allow-overlap': true,
          'text-ignore-placement': true,
        },
        paint: { 'text-color': ['case', isChosen, palette.halo, palette.accent] },
      },
    ]
  },
}
