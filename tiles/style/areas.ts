import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import {
  byZoom,
  labelFont,
  type MapLayer,
  nameIn,
  type OverlayName,
  type StyleParameters,
} from './map-layer.ts'

const level: ExpressionSpecification = ['get', 'level']

/** Farther out, where a city is a few finger widths, it and its districts have the names. */
const farthestNames = 10.6

/** What lies above areas as the map is best read. */
const usuallyAbove: readonly OverlayName[] = [
  'duty_grids',
  'layer_features',
  'parts',
  'sensors',
  'units',
  'cases',
]

/**
 * Borders lie under the roads, which they often follow, beside which they are a band. On a wall the subdistricts are the
 * subject, and who lifts areas above other layers wants to see them there.
 */
function isAboveRoads({ labels, overlayOrder = [] }: StyleParameters): boolean {
  const below = overlayOrder.slice(0, Math.max(0, overlayOrder.indexOf('areas')))
  return labels === 'sparse' || below.some((name) => usuallyAbove.includes(name))
}

const borders = { type: 'line', source: 'areas', 'source-layer': 'area_borders' } as const
const isOfCommunity: ExpressionSpecification = ['==', level, 'community']
const isCoarser: ExpressionSpecification = ['!=', level, 'community']

/** The finer the level, the later it comes and the thinner it is. */
function borderLines({ palette, scale, labels, mainLevel }: StyleParameters): LayerSpecification[] {
  const isSparse = labels === 'sparse'
  const isOfCommunities = mainLevel === 'community'
  return [
    ...(isSparse || isOfCommunities
      ? []
      : [
          {
            ...borders,
            id: 'communities-line',
            minzoom: 12.5,
            filter: isOfCommunity,
            paint: {
              'line-color': palette.boundary,
              'line-width': byZoom(scale, [12.5, 0.5], [16, 1]),
              'line-dasharray': [4, 3],
              'line-opacity': 0.6,
            },
          },
        ]),
    {
      ...borders,
      id: 'subdistricts-line',
      ...(!isOfCommunities && { filter: isCoarser }),
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.boundary,
        // Hundreds of communities are finer drawn than ten subdistricts.
        'line-width': isSparse
          ? (isOfCommunities ? 1 : 2) * scale
          : byZoom(scale, [9, isOfCommunities ? 0.5 : 0.8], [12, isOfCommunities ? 0.8 : 1.1], [16, 1.6]),
        'line-opacity': isSparse ? 0.85 : 0.75,
        ...(!isSparse && { 'line-dasharray': [7, 2, 1.5, 2] }),
      },
    },
  ]
}

/**
 * The same lines once more, faintly: a border along a street is seen on it, and one beside all streets is hardly
 * stronger for it, as dashes of the same width fall on each other.
 */
function onRoads(parameters: StyleParameters): LayerSpecification[] {
  return borderLines(parameters).map(
    (layer) =>
      ({
        ...layer,
        id: `${layer.id}-on-roads`,
        minzoom: layer.id === 'communities-line' ? 14 : 12,
        paint: {
          ...layer.paint,
          'line-opacity': ['interpolate', ['linear'], ['zoom'], 12, 0.3, 14, 0.35, 15.5, 0.5],
        },
      }) as LayerSpecification,
  )
}

/** Between the ground and its roads: a pale band, that shows on both sides of a road, and the line itself. */
export const areaBorders: MapLayer = {
  overlay: 'areas',
  isFixed: true,
  layers: (parameters) =>
    isAboveRoads(parameters)
      ? []
      : [
          {
            ...borders,
            id: 'subdistricts-band',
            maxzoom: 15.5,
            filter: isCoarser,
            layout: { 'line-join': 'round' },
            paint: {
              'line-color': parameters.palette.boundary,
              'line-width': byZoom(parameters.scale, [9, 3], [12, 7], [14, 12], [16, 22]),
              'line-opacity': ['interpolate', ['linear'], ['zoom'], 14.5, 0.26, 15.5, 0],
            },
          },
          ...borderLines(parameters),
        ],
}

/** Areas as something to point at. */
export const areas: MapLayer = {
  overlay: 'areas',
  layers: (parameters) => {
    const { palette, mainLevel } = parameters
    return [
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
      ...(isAboveRoads(parameters) ? borderLines : onRoads)(parameters),
    ]
  },
  legend: ({ palette, mainLevel, labels }) => [
    {
      swatch: { kind: 'line', color: palette.boundary, isDashed: labels !== 'sparse' },
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
      ...(labels === 'sparse'
        ? {}
        : { minzoom: farthestNames, maxzoom: mainLevel === 'community' ? 16.5 : 14 }),
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
