import type { ExpressionSpecification } from 'maplibre-gl'
import type { MapLayer } from './map-layer.ts'

const kind: ExpressionSpecification = ['get', 'class']
const isContour: ExpressionSpecification = ['==', kind, 'contour']
const isLit: ExpressionSpecification = ['in', kind, ['literal', ['lit_1', 'lit_2', 'lit_3']]]
const source = { source: 'basemap', 'source-layer': 'relief' } as const

/** Slopes in the light and in the shade, and lines of equal height near by: soft, over the land and under all else. */
export const relief: MapLayer = {
  overlay: null,
  layers: ({ palette, scale, labels }) => [
    {
      id: 'relief',
      type: 'fill',
      ...source,
      filter: ['!', isContour],
      paint: {
        'fill-color': ['case', isLit, palette.relief.light, palette.relief.shade],
        // Steeper slopes lie within gentler ones, so that their shades add up.
        'fill-opacity': [
          'interpolate',
          ['linear'],
          ['zoom'],
          11.5,
          ['case', isLit, palette.relief.lightOpacity, palette.relief.shadeOpacity],
          // Near by a slope is wider than the screen: its shade would only dull the land, and contours say more.
          14,
          ['case', isLit, palette.relief.lightOpacity * 0.4, palette.relief.shadeOpacity * 0.4],
        ],
        'fill-antialias': false,
      },
    },
    ...(labels === 'sparse'
      ? []
      : [
          {
            id: 'contours',
            type: 'line' as const,
            ...source,
            minzoom: 13,
            filter: isContour,
            paint: {
              'line-color': palette.relief.contour,
              'line-width': 0.8 * scale,
              'line-opacity': [
                'interpolate',
                ['linear'],
                ['zoom'],
                13,
                0,
                14,
                0.6,
              ] as ExpressionSpecification,
            },
          },
        ]),
  ],
}
