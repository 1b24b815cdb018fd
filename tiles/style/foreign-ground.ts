import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl'
import { byZoom, labelFont, type StyleParameters } from './map-layer.ts'

/** Which ground maps draw; `city` is our own tiles, the others come from `/api/ground`. */
export type Ground = {
  readonly kind: 'city' | 'file' | 'protomaps' | 'openmaptiles' | 'raster'
  readonly minZoom: number
  readonly maxZoom: number
  /** Whose it is; '' where that need not be said. */
  readonly attribution: string
}

export const cityGround: Ground = { kind: 'city', minZoom: 0, maxZoom: 0, attribution: '' }

/** The source whose layers are the ground. */
const groundSource = 'basemap'

/** The layers of a map on another ground: ours of the ground leave, its own take their place at the bottom. */
export function onGround(
  { kind }: Ground,
  layers: readonly LayerSpecification[],
  parameters: StyleParameters,
): LayerSpecification[] {
  if (kind === 'city' || kind === 'file') return [...layers]
  const rest = layers.filter((layer) => !('source' in layer) || layer.source !== groundSource)
  const above = rest.findIndex((layer) => layer.type !== 'background')
  const own = kind === 'raster' ? rasterLayers(parameters) : vectorLayers(schemas[kind], parameters)
  return [...rest.slice(0, above), ...own, ...rest.slice(above)]
}

/** Where another ground comes from; undefined for our own tiles. `origin` is absolute, without a slash at its end. */
export function groundSourceOf(
  { kind, minZoom, maxZoom }: Ground,
  origin: string,
): SourceSpecification | undefined {
  if (kind === 'city') return undefined
  const tiles = [`${origin}/api/ground/{z}/{x}/{y}`]
  return kind === 'raster'
    ? { type: 'raster', tiles, tileSize: 256, minzoom: minZoom, maxzoom: maxZoom }
    : { type: 'vector', tiles, minzoom: minZoom, maxzoom: maxZoom }
}

/** Pictures are drawn for daylight: in the dark they are dimmed, so that what matters stays brighter. */
function rasterLayers({ palette }: StyleParameters): LayerSpecification[] {
  return [
    {
      id: 'ground-raster',
      type: 'raster',
      source: groundSource,
      paint: palette.isDark
        ? { 'raster-brightness-max': 0.45, 'raster-saturation': -0.6, 'raster-contrast': 0.1 }
        : { 'raster-saturation': -0.25 },
    },
  ]
}

/** Where a public schema keeps what we draw of it. */
type Schema = {
  /** Absent where land is whatever is no water. */
  readonly earth?: string
  /** The attribute that says what a feature is. */
  readonly kind: 'kind' | 'class'
  readonly green: readonly { readonly layer: string; readonly kinds?: readonly string[] }[]
  readonly quarter: string
  readonly roads: string
  readonly majorRoads: readonly string[]
  /** Lines of the roads' layer that nobody drives on. */
  readonly noRoads: readonly string[]
  readonly roadNames: string
  readonly buildings: string
  readonly places: string
  readonly names: { readonly zh: readonly string[]; readonly en: readonly string[] }
}

const schemas: Record<'protomaps' | 'openmaptiles', Schema> = {
  protomaps: {
    earth: 'earth',
    kind: 'kind',
    green: [
      {
        layer: 'landuse',
        kinds: ['park', 'forest', 'wood', 'grass', 'nature_reserve', 'cemetery', 'golf_course', 'garden'],
      },
    ],
    quarter: 'landuse',
    roads: 'roads',
    majorRoads: ['highway', 'major_road'],
    noRoads: ['rail'],
    roadNames: 'roads',
    buildings: 'buildings',
    places: 'places',
    names: { zh: ['name:zh-Hans', 'name:zh'], en: ['name:en', 'name:latin'] },
  },
  openmaptiles: {
    kind: 'class',
    green: [{ layer: 'landcover', kinds: ['wood', 'grass'] }, { layer: 'park' }],
    quarter: 'landuse',
    roads: 'transportation',
    majorRoads: ['motorway', 'trunk', 'primary', 'secondary', 'tertiary'],
    noRoads: ['rail', 'transit', 'ferry', 'pier', 'aerialway'],
    roadNames: 'transportation_name',
    buildings: 'building',
    places: 'place',
    names: { zh: ['name:zh-Hans', 'name:zh'], en: ['name:en', 'name:latin', 'name_en'] },
  },
}

/** A public schema in our colours: enough to find one's way, quiet under what the city keeps. */
function vectorLayers(
  schema: Schema,
  { palette, scale, language, labels }: StyleParameters,
): LayerSpecification[] {
  const of = (layer: string) => ({ source: groundSource, 'source-layer': layer }) as const
  const kind: ExpressionSpecification = ['get', schema.kind]
  const kinds = (names: readonly string[]): ExpressionSpecification => ['in', kind, ['literal', [...names]]]
  const isMajor = kinds(schema.majorRoads)
  const name: ExpressionSpecification = [
    'coalesce',
    ...schema.names[language].map((key): ExpressionSpecification => ['get', key]),
    ['get', 'name'],
    '',
  ]
  const { land } = palette
  return [
    schema.earth
      ? { id: 'ground-earth', type: 'fill', ...of(schema.earth), paint: { 'fill-color': land.residential } }
      : { id: 'ground-earth', type: 'background', paint: { 'background-color': land.residential } },
    ...schema.green.map(
      ({ layer, kinds: some }, i): LayerSpecification => ({
        id: i === 0 ? 'ground-green' : `ground-green-${layer}`,
        type: 'fill',
        ...of(layer),
        ...(some && { filter: kinds(some) }),
        paint: { 'fill-color': land.park },
      }),
    ),
    {
      id: 'ground-quarter',
      type: 'fill',
      ...of(schema.quarter),
      filter: kinds(['industrial', 'commercial', 'school', 'university', 'college', 'hospital', 'railway']),
      paint: {
        'fill-color': [
          'match',
          kind,
          ['school', 'university', 'college'],
          land.school,
          'hospital',
          land.hospital,
          'commercial',
          land.commercial,
          land.industrial,
        ],
      },
    },
    {
      id: 'ground-water',
      type: 'fill',
      ...of('water'),
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': palette.water },
    },
    {
      id: 'ground-road',
      type: 'line',
      ...of(schema.roads),
      filter: ['all', ['!', isMajor], ['!', kinds(schema.noRoads)]],
      minzoom: 12,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': palette.isDark ? land.commercial : '#ffffff',
        'line-width': byZoom(scale, [12, 0.8], [18, 12]),
      },
    },
    {
      id: 'ground-road-major',
      type: 'line',
      ...of(schema.roads),
      filter: isMajor,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': palette.gridLine,
        'line-opacity': 0.6,
        'line-width': byZoom(scale, [7, 0.8], [12, 2.5], [18, 18]),
      },
    },
    {
      id: 'ground-building',
      type: 'fill',
      ...of(schema.buildings),
      minzoom: 14,
      paint: { 'fill-color': palette.gridLine, 'fill-opacity': 0.2 },
    },
    // A wall has our own names, of a size that is read from afar.
    ...(labels === 'sparse'
      ? []
      : [
          {
            id: 'ground-road-name',
            type: 'symbol' as const,
            ...of(schema.roadNames),
            minzoom: 14,
            layout: {
              'symbol-placement': 'line' as const,
              'text-field': name,
              'text-font': labelFont,
              'text-size': 12 * scale,
            },
            paint: {
              'text-color': palette.textMuted,
              'text-halo-color': palette.halo,
              'text-halo-width': 1.5,
            },
          },
          {
            id: 'ground-place',
            type: 'symbol' as const,
            ...of(schema.places),
            layout: {
              'text-field': name,
              'text-font': labelFont,
              'text-size': 14 * scale,
              'text-max-width': 8,
            },
            paint: {
              'text-color': palette.textMuted,
              'text-halo-color': palette.halo,
              'text-halo-width': 1.6,
            },
          },
        ]),
  ]
}
