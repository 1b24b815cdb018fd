import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { byZoom, labelFont, type MapLayer, nameIn } from './map-layer.ts'
import { areaKinds, placeKinds } from './place-kinds.ts'
import type { Palette } from './tokens.ts'

const kind: ExpressionSpecification = ['get', 'class']
const rank: ExpressionSpecification = ['coalesce', ['get', 'rank'], 9]
const source = { type: 'symbol', source: 'basemap', 'source-layer': 'place' } as const
const isArea: ExpressionSpecification = ['in', kind, ['literal', [...areaKinds]]]
const isPlace: ExpressionSpecification = ['all', ['!', isArea], ['has', 'name']]

/** The least important that is named at a zoom; the rest waits. */
export const leastRankByZoom = [
  [11, 2],
  [12, 3],
  [13, 5],
  [14, 6],
  [15, 8],
  [16, 99],
] as const

/** Among fields a village is all there is to find one's way by, however small. */
const villageZoom = 12

function colorOf(palette: Palette, tone: (typeof placeKinds)[string]['tone']): string {
  return tone === 'water' ? palette.waterText : palette.place[tone]
}

function byKind(pick: (name: string) => string, otherwise: string): ExpressionSpecification {
  const cases = Object.keys(placeKinds).flatMap((name) => [name, pick(name)])
  return ['match', kind, ...cases, otherwise] as unknown as ExpressionSpecification
}

/**
 * Named places that are no areas: stations, hospitals, schools, parks, markets; a sign and a name in the colour of what
 * they are for. Rank decides who comes first and who gives way.
 */
export const places: MapLayer = {
  overlay: null,
  layers: ({ palette, scale, language, labels }) => {
    if (labels === 'sparse') return []
    const sign = (name: string) => {
      const { glyph, tone } = placeKinds[name]!
      return glyph ? `tongguan:sign:${glyph}:${colorOf(palette, tone)}:${palette.halo}` : ''
    }
    const color = byKind((name) => colorOf(palette, placeKinds[name]!.tone), palette.textMuted)
    const [[, first], ...later] = leastRankByZoom
    const comes = (zoom: number, least: number): ExpressionSpecification =>
      zoom < villageZoom ? ['<=', rank, least] : ['any', ['==', kind, 'village'], ['<=', rank, least]]
    const shown = [
      'step',
      ['zoom'],
      comes(11, first),
      ...later.flatMap(([zoom, least]) => [zoom, comes(zoom, least)]),
    ] as unknown as ExpressionSpecification
    const paint = {
      'text-color': color,
      'text-halo-color': palette.halo,
      'text-halo-width': 1.4 * scale,
    }
    return [
      {
        // Small and without a name: whoever drives looks for it, nobody else is kept by it.
        id: 'parking-signs',
        type: 'symbol',
        source: 'basemap',
        'source-layer': 'land',
        minzoom: 16.3,
        filter: ['==', kind, 'parking'],
        layout: { 'icon-image': sign('parking'), 'icon-size': 0.8 * scale, 'icon-padding': 12 },
        paint: { 'icon-opacity': 0.75 },
      },
      {
        id: 'places',
        ...source,
        minzoom: 11,
        filter: ['all', isPlace, shown],
        layout: {
          'text-field': nameIn(language),
          'text-font': labelFont,
          'text-size': [
            'interpolate',
            ['linear'],
            ['zoom'],
            11,
            11 * scale,
            15,
            ['step', rank, 13 * scale, 4, 12 * scale, 7, 11 * scale],
            18,
            ['step', rank, 15 * scale, 4, 13.5 * scale, 7, 12.5 * scale],
          ],
          'text-max-width': language === 'zh' ? 7 : 9,
          'text-line-height': 1.15,
          'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
          'text-radial-offset': 0.75,
          'text-justify': 'auto',
          'text-padding': 6,
          'icon-padding': 4,
          'symbol-sort-key': rank,
          'icon-image': byKind(sign, 'tongguan:place'),
          'icon-size': [
            'interpolate',
            ['linear'],
            ['zoom'],
            11,
            0.78 * scale,
            15,
            0.9 * scale,
            18,
            1.1 * scale,
          ],
        },
        paint,
      },
    ]
  },
}

/** First where it belongs, then below and above a cluster, then below and above a town of clusters. */
const besideClusters: (string | [number, number])[] = [
  'center',
  [0, 0],
  'top',
  [0, 1.4],
  'bottom',
  [0, -1.4],
  'top',
  [0, 3],
  'bottom',
  [0, -3],
]

/** Names of the city and its districts, of towns beyond it, and of quarters where the areas' own layer is not shown. */
export const settlementNames: MapLayer = {
  overlay: null,
  layers: ({ palette, scale, language, labels, overlays }) => {
    const isSparse = labels === 'sparse'
    const isBesideClusters = !isSparse && overlays.has('cases')
    const name = (
      level: string,
      minzoom: number,
      maxzoom: number,
      size: ExpressionSpecification | number,
      isStrong: boolean,
      where: ExpressionSpecification = true as never,
    ): LayerSpecification => ({
      id: `${level}-places`,
      ...source,
      minzoom,
      maxzoom,
      filter: ['all', ['==', kind, level], ['has', 'name'], where],
      layout: {
        'text-field': nameIn(language),
        'text-font': labelFont,
        'text-size': size,
        'text-letter-spacing': language === 'zh' ? (isStrong ? 0.12 : 0.28) : 0.03,
        'text-max-width': 8,
        'text-padding': 10,
        'symbol-sort-key': rank,
        // Over a city clusters of cases lie: its name may stand beside them.
        ...(isBesideClusters &&
          (level === 'city' || level === 'district') && {
            'text-variable-anchor-offset': besideClusters,
            'text-allow-overlap': level === 'city',
          }),
      },
      paint: {
        'text-color': isStrong ? palette.text : palette.textMuted,
        'text-halo-color': palette.halo,
        'text-halo-width': (isSparse ? 2.4 : 1.8) * scale,
      },
    })
    const beyond = [
      name(
        'town',
        isSparse ? 11 : 9.7,
        14,
        isSparse ? 22 * scale : byZoom(scale, [9, 10.5], [12, 12.5], [14, 14]),
        false,
        ['step', ['zoom'], ['<=', rank, 2], 11, true],
      ),
      name('county', 7.5, 13, isSparse ? 30 * scale : byZoom(scale, [7, 11], [11, 15.5]), true),
    ]
    const ours = [
      name('district', 7, 11.5, isSparse ? 36 * scale : byZoom(scale, [7, 12], [11, 19]), true),
      name('city', 6, isSparse ? 10 : 10.6, isSparse ? 40 * scale : byZoom(scale, [6, 13], [10, 22]), true),
    ]
    // The areas' own layer names subdistricts and communities; a wall, which stays at one zoom, needs no more than those.
    if (overlays.has('areas')) return isSparse ? beyond : [...beyond, ...ours]
    return [
      ...beyond,
      ...(isSparse ? [] : [name('community', 13.5, 16, byZoom(scale, [13, 11], [16, 13]), false)]),
      name(
        'subdistrict',
        isSparse ? 11 : 10.6,
        isSparse ? 24 : 14.5,
        isSparse ? 29 * scale : byZoom(scale, [10, 12], [14, 17]),
        true,
      ),
      ...ours,
    ]
  },
}
