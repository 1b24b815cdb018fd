import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { byZoom, type MapLayer, type StyleParameters } from './map-layer.ts'

const isBridge: ExpressionSpecification = ['==', ['get', 'is_bridge'], true]
const isMetro: ExpressionSpecification = ['==', ['get', 'class'], 'metro']
const isSiding: ExpressionSpecification = ['==', ['get', 'class'], 'siding']
const source = { type: 'line', source: 'basemap', 'source-layer': 'rail' } as const

/** A line from afar; near by a thin line with its ties. */
function track(id: string, where: ExpressionSpecification, { palette, scale }: StyleParameters) {
  const filter: ExpressionSpecification = ['all', where, ['!', isMetro]]
  return [
    {
      id,
      ...source,
      filter,
      paint: {
        'line-color': palette.rail,
        'line-width': [
          'interpolate',
          ['linear'],
          ['zoom'],
          9,
          0.8 * scale,
          13,
          ['case', isSiding, 0.6 * scale, 1.4 * scale],
          16,
          ['case', isSiding, 0.9 * scale, 1.6 * scale],
          19,
          ['case', isSiding, 1.6 * scale, 2.4 * scale],
        ],
      },
    },
    {
      id: `${id}-ties`,
      ...source,
      minzoom: 13,
      filter,
      paint: {
        'line-color': palette.railTie,
        'line-width': [
          'interpolate',
          ['linear'],
          ['zoom'],
          13,
          ['case', isSiding, 2 * scale, 4 * scale],
          16,
          ['case', isSiding, 4 * scale, 6.5 * scale],
          19,
          ['case', isSiding, 9 * scale, 14 * scale],
        ],
        'line-dasharray': [0.22, 1.5],
      },
    },
  ] satisfies LayerSpecification[]
}

export const rail: MapLayer = {
  overlay: null,
  layers: (parameters) => [
    ...track('rail', ['!', isBridge], parameters),
    {
      id: 'metro',
      ...source,
      minzoom: 11,
      filter: isMetro,
      layout: { 'line-join': 'round', 'line-cap': 'butt' },
      paint: {
        'line-color': parameters.palette.metro,
        'line-width': byZoom(parameters.scale, [11, 1.2], [14, 2.4], [18, 5]),
        'line-opacity': ['interpolate', ['linear'], ['zoom'], 14, 0.75, 17, 0.45],
        'line-dasharray': [3, 1.4],
      },
    },
  ],
}

/** Where a street meets the rails at their own height. */
export const levelCrossings: MapLayer = {
  overlay: null,
  layers: ({ palette, scale, labels }) =>
    labels === 'sparse'
      ? []
      : [
          {
            id: 'level-crossings',
            type: 'symbol',
            source: 'basemap',
            'source-layer': 'place',
            minzoom: 15,
            filter: ['==', ['get', 'class'], 'level_crossing'],
            layout: {
              'icon-image': `tongguan:crossing:${palette.textMuted}:${palette.halo}`,
              'icon-size': byZoom(scale, [15, 0.55], [18, 1]),
              'icon-allow-overlap': true,
            },
          },
        ],
}

/** Rails on bridges lie on a deck. */
export const railBridges: MapLayer = {
  overlay: null,
  layers: (parameters) => {
    const { palette, scale } = parameters
    const where: ExpressionSpecification = ['all', isBridge, ['!', isMetro]]
    return [
      {
        id: 'rail-bridge-casing',
        ...source,
        minzoom: 13,
        filter: where,
        paint: {
          'line-color': palette.road.bridgeCasing,
          'line-width': byZoom(scale, [13, 5], [16, 10], [19, 22]),
        },
      },
      {
        id: 'rail-bridge-deck',
        ...source,
        minzoom: 13,
        filter: where,
        paint: {
          'line-color': palette.land.railway,
          'line-width': byZoom(scale, [13, 4], [16, 8.4], [19, 19]),
        },
      },
      ...track('rail-bridge', isBridge, parameters),
    ]
  },
}
