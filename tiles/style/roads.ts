import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { byZoom, labelFont, type MapLayer, nameIn, type StyleParameters } from './map-layer.ts'

type RoadRank = {
  readonly id: string
  readonly classes: readonly string[]
  readonly minzoom: number
  readonly width: readonly (readonly [zoom: number, pixels: number])[]
  readonly isMajor: boolean
}

/** From the least to the most important: the order they are drawn in. */
const ranks: readonly RoadRank[] = [
  {
    id: 'lane',
    classes: ['lane'],
    minzoom: 13,
    width: [
      [13, 0.5],
      [15, 2.2],
      [17, 6],
      [19, 18],
    ],
    isMajor: false,
  },
  {
    id: 'collector',
    classes: ['collector'],
    minzoom: 11,
    width: [
      [11, 0.5],
      [13, 1.8],
      [15, 4.5],
      [17, 11],
      [19, 30],
    ],
    isMajor: false,
  },
  {
    id: 'arterial',
    classes: ['arterial', 'bridge'],
    minzoom: 9,
    width: [
      [9, 0.6],
      [12, 2],
      [14, 5],
      [17, 16],
      [19, 42],
    ],
    isMajor: true,
  },
  {
    id: 'expressway',
    classes: ['expressway'],
    minzoom: 9,
    width: [
      [9, 1],
      [12, 2.8],
      [14, 6.5],
      [17, 20],
      [19, 50],
    ],
    isMajor: true,
  },
]

const source = { type: 'line', source: 'basemap', 'source-layer': 'road' } as const
const rounded = { 'line-cap': 'round', 'line-join': 'round' } as const

function ofClass(rank: RoadRank): ExpressionSpecification {
  return ['in', ['get', 'class'], ['literal', [...rank.classes]]]
}

function casing(rank: RoadRank, { palette, scale }: StyleParameters): LayerSpecification {
  return {
    id: `road-${rank.id}-casing`,
    ...source,
    minzoom: Math.max(rank.minzoom, 12),
    filter: ofClass(rank),
    layout: rounded,
    paint: {
      'line-color': palette.roadCasing,
      'line-width': byZoom(scale, ...rank.width.map(([zoom, px]) => [zoom, px + 1.6] as const)),
    },
  }
}

function surface(rank: RoadRank, { palette, scale }: StyleParameters): LayerSpecification {
  const color = rank.isMajor ? palette.roadMajor : palette.roadMinor
  return {
    id: `road-${rank.id}`,
    ...source,
    minzoom: rank.minzoom,
    filter: ofClass(rank),
    layout: rounded,
    paint: {
      // Without a casing to part it from pale ground, a far road takes the casing's colour.
      'line-color': palette.isDark
        ? color
        : ['interpolate', ['linear'], ['zoom'], 11.5, palette.roadCasing, 12.5, color],
      'line-width': byZoom(scale, ...rank.width),
    },
  }
}

export const roads: MapLayer = {
  overlay: null,
  // All casings lie below all surfaces, so that crossings stay open.
  layers: (parameters) => {
    // On a wall small streets would be cracks in the heat.
    const shown = parameters.labels === 'sparse' ? ranks.filter(({ isMajor }) => isMajor) : ranks
    return [
      ...shown.map((rank) => casing(rank, parameters)),
      ...shown.map((rank) => surface(rank, parameters)),
    ]
  },
}

export const rail: MapLayer = {
  overlay: null,
  layers: ({ palette, scale }) => [
    {
      id: 'rail',
      type: 'line',
      source: 'basemap',
      'source-layer': 'rail',
      minzoom: 10,
      paint: { 'line-color': palette.rail, 'line-width': byZoom(scale, [10, 0.8], [15, 2], [18, 4]) },
    },
    {
      id: 'rail-sleepers',
      type: 'line',
      source: 'basemap',
      'source-layer': 'rail',
      minzoom: 13,
      paint: {
        'line-color': palette.ground,
        'line-width': byZoom(scale, [13, 0.6], [15, 1.2], [18, 2.6]),
        'line-dasharray': [5, 5],
      },
    },
  ],
}

export const roadNames: MapLayer = {
  overlay: null,
  layers: ({ palette, scale, language, labels }) =>
    labels === 'sparse'
      ? []
      : [
          {
            id: 'road-names',
            type: 'symbol',
            source: 'basemap',
            'source-layer': 'road',
            minzoom: 12,
            filter: [
              'all',
              ['!=', ['get', 'name'], ''],
              [
                'step',
                ['zoom'],
                ['in', ['get', 'class'], ['literal', ['expressway', 'arterial', 'bridge']]],
                13.5,
                ['!=', ['get', 'class'], 'lane'],
                15.5,
                true,
              ],
            ],
            layout: {
              'symbol-placement': 'line',
              'text-field': nameIn(language),
              'text-font': labelFont,
              'text-size': byZoom(scale, [12, 11], [15, 12.5], [18, 15]),
              'text-letter-spacing': language === 'zh' ? 0.12 : 0.02,
              'text-max-angle': 32,
              'symbol-spacing': 340,
              'text-padding': 6,
              'symbol-sort-key': [
                'match',
                ['get', 'class'],
                'expressway',
                0,
                'bridge',
                1,
                'arterial',
                2,
                'collector',
                3,
                4,
              ],
            },
            paint: {
              'text-color': palette.textMuted,
              'text-halo-color': palette.halo,
              'text-halo-width': 1.4 * scale,
            },
          },
        ],
}
