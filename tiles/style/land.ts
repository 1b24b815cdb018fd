import type { ExpressionSpecification } from 'maplibre-gl'
import type { MapLayer } from './map-layer.ts'
import type { Palette } from './tokens.ts'

/** From what lies lowest: parks and courts are drawn upon the quarter that they are in. */
const stack: readonly (readonly [tint: keyof Palette['land'], classes: readonly string[]])[] = [
  ['farmland', ['farmland']],
  ['orchard', ['orchard']],
  ['residential', ['residential']],
  ['industrial', ['industrial']],
  ['commercial', ['commercial']],
  ['railway', ['railway']],
  ['utility', ['utility', 'military', 'landfill']],
  ['government', ['government']],
  ['school', ['school']],
  ['hospital', ['hospital']],
  ['construction', ['construction', 'brownfield', 'quarry']],
  ['hill', ['hill']],
  ['grass', ['grass', 'greenway']],
  ['cemetery', ['cemetery']],
  ['park', ['park']],
  ['forest', ['forest']],
  ['sand', ['sand', 'beach']],
  ['plaza', ['plaza', 'pedestrian']],
  ['parking', ['parking']],
  ['pitch', ['pitch']],
]

/** What a town is of: one tone from afar, where its quarters are too small to be told apart. */
const built: readonly (keyof Palette['land'])[] = [
  'residential',
  'industrial',
  'commercial',
  'railway',
  'utility',
  'government',
  'school',
  'hospital',
  'construction',
]

/** Land use, quiet enough to carry everything else. */
export const land: MapLayer = {
  overlay: null,
  layers: ({ palette }) => [
    { id: 'background', type: 'background', paint: { 'background-color': palette.ground } },
    {
      id: 'land',
      type: 'fill',
      source: 'basemap',
      'source-layer': 'land',
      layout: {
        'fill-sort-key': byClass(
          stack.map(([, classes], i) => [classes, i]),
          stack.findIndex(([tint]) => tint === 'residential'),
        ),
      },
      paint: {
        'fill-color': [
          'interpolate',
          ['linear'],
          ['zoom'],
          10,
          byClass(
            stack.map(([tint, classes]) => [classes, palette.land[built.includes(tint) ? 'town' : tint]]),
            palette.land.town,
          ),
          13,
          byClass(
            stack.map(([tint, classes]) => [classes, palette.land[tint]]),
            palette.land.residential,
          ),
        ],
        // Edges of neighbours that are smoothed one by one let the ground shine through.
        'fill-antialias': false,
      },
    },
    {
      // Green has a soft edge where one looks closely; without it parks end like spilled paint.
      id: 'land-edge',
      type: 'line',
      source: 'basemap',
      'source-layer': 'land',
      minzoom: 15,
      filter: ['in', ['get', 'class'], ['literal', ['park', 'pitch', 'forest']]],
      paint: {
        'line-color': palette.land.pitch,
        'line-opacity': ['interpolate', ['linear'], ['zoom'], 15, 0, 16, 0.7],
        'line-width': 1,
      },
    },
  ],
}

/** A value for each class, and one for all others. */
function byClass(
  values: readonly (readonly [classes: readonly string[], value: string | number])[],
  otherwise: string | number,
): ExpressionSpecification {
  return [
    'match',
    ['get', 'class'],
    ...values.flatMap(([classes, value]) => [[...classes], value]),
    otherwise,
  ] as unknown as ExpressionSpecification
}
