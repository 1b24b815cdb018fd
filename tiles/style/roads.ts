import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { MapLayer, StyleParameters } from './map-layer.ts'

type Widths = readonly (readonly [zoom: number, pixels: number])[]
/** From the least to the most important: the order they are drawn in where they cross. */
const classes = ['path', 'pedestrian', 'lane', 'collector', 'ramp', 'arterial', 'expressway'] as const
type RoadClass = (typeof classes)[number]

/** Widths of surfaces: from afar as much as is legible, near by towards what a road is wide. */
const widths: Readonly<Record<RoadClass, Widths>> = {
  path: [
    [14, 0.6],
    [16, 1],
    [18, 2.4],
    [19.5, 5],
  ],
  pedestrian: [
    [14, 1],
    [16, 3.2],
    [18, 13],
    [19.5, 34],
  ],
  lane: [
    [13, 0.7],
    [14, 1.4],
    [15, 2.8],
    [16, 4.8],
    [17, 9],
    [18, 18],
    [19.5, 50],
  ],
  collector: [
    [11, 0.7],
    [13, 1.9],
    [14, 3],
    [15, 5],
    [16, 9],
    [17, 17],
    [18, 33],
    [19.5, 92],
  ],
  ramp: [
    [12, 0.8],
    [13, 1.4],
    [14, 2.6],
    [15, 4],
    [16, 6.6],
    [17, 12],
    [18, 24],
    [19.5, 66],
  ],
  arterial: [
    [9, 0.9],
    [11, 1.5],
    [12, 2.2],
    [13, 3.4],
    [14, 5],
    [15, 7.6],
    [16, 13],
    [17, 25],
    [18, 48],
    [19.5, 134],
  ],
  expressway: [
    [6, 0.8],
    [9, 1.5],
    [11, 2.2],
    [12, 3],
    [13, 4.4],
    [14, 6],
    [15, 8.8],
    [16, 14],
    [17, 26],
    [18, 50],
    [19.5, 140],
  ],
}
const zooms = [6, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19.5]
/** What a casing adds on both sides together. */
const casingExtra: Widths = [
  [11, 0],
  [12, 1],
  [14, 1.6],
  [17, 2.4],
  [19.5, 4],
]

function at(stops: Widths, zoom: number): number {
  const after = stops.findIndex(([stop]) => stop >= zoom)
  // Before its first stop a class has a hairline, so that it never starts abruptly; tiles decide when it comes.
  if (after <= 0) return after < 0 ? stops.at(-1)![1] : stops[0]![1]
  const [[fromZoom, from], [toZoom, to]] = [stops[after - 1]!, stops[after]!]
  return from * (to / Math.max(from, 0.01)) ** ((zoom - fromZoom) / (toZoom - fromZoom))
}

/** A value for each class of road; what is no class of ours is drawn as a lane. */
function byRoad<T>(pick: (road: RoadClass) => T): ExpressionSpecification {
  const cases = classes.filter((road) => road !== 'lane').flatMap((road) => [road, pick(road)])
  return ['match', ['get', 'class'], ...cases, pick('lane')] as unknown as ExpressionSpecification
}

function width(scale: number, extra: Widths | null): ExpressionSpecification {
  return [
    'interpolate',
    ['linear'],
    ['zoom'],
    ...zooms.flatMap((zoom) => [
      zoom,
      byRoad((road) => {
        const surface = at(widths[road], zoom)
        // A path has no kerb.
        const add = extra && road !== 'path' ? (zoom < extra[0]![0] ? 0 : linear(extra, zoom)) : 0
        return Math.round((surface + add) * scale * 100) / 100
      }),
    ]),
  ] as unknown as ExpressionSpecification
}

function linear(stops: Widths, zoom: number): number {
  const after = stops.findIndex(([stop]) => stop >= zoom)
  if (after <= 0) return after < 0 ? stops.at(-1)![1] : stops[0]![1]
  const [[fromZoom, from], [toZoom, to]] = [stops[after - 1]!, stops[after]!]
  return from + ((to - from) * (zoom - fromZoom)) / (toZoom - fromZoom)
}

function surfaceColor({ palette, overlays }: StyleParameters): ExpressionSpecification {
  const { isDark } = palette
  // On paper the lowest grade of heat is as pale a yellow as a main road.
  const isYellowTaken = overlays.has('heat') && !isDark
  const road = isYellowTaken ? { ...palette.road, arterial: palette.road.minor } : palette.road
  const near = byRoad((kind) => {
    if (kind === 'expressway' || kind === 'ramp') return road.expressway
    if (kind === 'arterial') return road.arterial
    return kind === 'path' ? road.path : road.minor
  })
  const far = byRoad((kind) => {
    if (kind === 'expressway' || kind === 'ramp') return road.farExpressway
    return kind === 'arterial' ? road.farArterial : road.farMinor
  })
  const lanes = isDark ? near : byRoad((kind) => (kind === 'lane' ? road.farMinor : surfaceOf(kind, road)))
  return ['interpolate', ['linear'], ['zoom'], 11.5, far, 12.5, lanes, 13.5, lanes, 14.5, near]
}

function surfaceOf(kind: RoadClass, road: StyleParameters['palette']['road']): string {
  if (kind === 'expressway' || kind === 'ramp') return road.expressway
  if (kind === 'arterial') return road.arterial
  return kind === 'path' ? road.path : road.minor
}

function casingColor({ palette: { road } }: StyleParameters): ExpressionSpecification {
  return byRoad((kind) => (kind === 'expressway' || kind === 'ramp' ? road.expresswayCasing : road.casing))
}

const isBridge: ExpressionSpecification = ['==', ['get', 'is_bridge'], true]
const isTunnel: ExpressionSpecification = ['==', ['get', 'is_tunnel'], true]
const isGround: ExpressionSpecification = ['all', ['!', isBridge], ['!', isTunnel]]
const isWay: ExpressionSpecification = ['==', ['geometry-type'], 'LineString']
const isPath: ExpressionSpecification = ['==', ['get', 'class'], 'path']
/** On a wall small streets would be cracks in the heat. */
const isMajor: ExpressionSpecification = [
  'in',
  ['get', 'class'],
  ['literal', ['arterial', 'expressway', 'ramp']],
]

function road(
  id: string,
  { labels }: StyleParameters,
  where: ExpressionSpecification,
  rest: { minzoom?: number; layout?: object; paint: object },
): LayerSpecification {
  const shown: ExpressionSpecification[] = labels === 'sparse' ? [isMajor] : []
  return {
    id,
    type: 'line',
    source: 'basemap',
    'source-layer': 'road',
    filter: ['all', isWay, where, ...shown],
    ...rest,
    layout: {
      'line-join': 'round',
      'line-sort-key': byRoad((kind) => classes.indexOf(kind)),
      ...rest.layout,
    },
  } as LayerSpecification
}

const notPath: ExpressionSpecification = ['!', isPath]

/** Under the ground: a faint surface between dashed walls. */
export const tunnels: MapLayer = {
  overlay: null,
  layers: (parameters) => [
    road('tunnel-casing', parameters, ['all', isTunnel, notPath], {
      minzoom: 12,
      paint: {
        'line-color': casingColor(parameters),
        'line-width': width(parameters.scale, casingExtra),
        'line-dasharray': [0.5, 0.3],
      },
    }),
    road('tunnel', parameters, ['all', isTunnel, notPath], {
      paint: { 'line-color': parameters.palette.road.tunnel, 'line-width': width(parameters.scale, null) },
    }),
  ],
}

/** All casings lie below all surfaces, so that crossings stay open. */
export const roads: MapLayer = {
  overlay: null,
  layers: (parameters) => [
    road('road-casing', parameters, ['all', isGround, notPath], {
      minzoom: 12,
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': casingColor(parameters), 'line-width': width(parameters.scale, casingExtra) },
    }),
    road('path', parameters, ['all', isGround, isPath], {
      minzoom: 15,
      paint: {
        'line-color': parameters.palette.road.path,
        'line-width': width(parameters.scale, null),
        'line-dasharray': [3, 1.2],
      },
    }),
    road('road', parameters, ['all', isGround, notPath], {
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': surfaceColor(parameters), 'line-width': width(parameters.scale, null) },
    }),
  ],
}

/** Over water, rails and other roads: a darker edge that ends where the bridge does. */
export const bridges: MapLayer = {
  overlay: null,
  layers: (parameters) => [
    road('bridge-casing', parameters, isBridge, {
      minzoom: 12,
      paint: {
        'line-color': [
          'interpolate',
          ['linear'],
          ['zoom'],
          13,
          casingColor(parameters),
          15,
          byRoad((kind) =>
            (kind === 'expressway' || kind === 'ramp') && !parameters.palette.isDark
              ? parameters.palette.road.expresswayCasing
              : parameters.palette.road.bridgeCasing,
          ),
        ],
        'line-width': width(parameters.scale, [
          [11, 0],
          [12, 1.2],
          [14, 2.2],
          [17, 3.6],
          [19.5, 6],
        ]),
      },
    }),
    road('bridge', parameters, isBridge, {
      paint: { 'line-color': surfaceColor(parameters), 'line-width': width(parameters.scale, null) },
    }),
  ],
}

/** Which way one may drive, where streets are wide enough to carry it. */
export const oneWays: MapLayer = {
  overlay: null,
  layers: ({ palette, scale, labels }) =>
    labels === 'sparse'
      ? []
      : [
          {
            id: 'one-way',
            type: 'symbol',
            source: 'basemap',
            'source-layer': 'road',
            minzoom: 16,
            filter: ['all', ['==', ['get', 'is_one_way'], true], ['!=', ['get', 'class'], 'ramp']],
            layout: {
              'symbol-placement': 'line',
              'symbol-spacing': 160,
              'icon-image': `tongguan:lane:${palette.road.arrow}`,
              'icon-size': ['interpolate', ['linear'], ['zoom'], 16, 0.55 * scale, 18, 1 * scale],
              'icon-padding': 2,
              'icon-rotation-alignment': 'map',
            },
            paint: { 'icon-opacity': 0.85 },
          },
        ],
}
