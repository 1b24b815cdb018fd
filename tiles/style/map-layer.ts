import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { Flavor, Palette } from './tokens.ts'

/** What a user may switch on and off; each is fed by one source of the same name, but where said. */
export type OverlayName =
  | 'areas'
  | 'duty_grids'
  | 'unit_grids'
  | 'heat'
  | 'parts'
  | 'sensors'
  | 'units'
  | 'cases'

export type Language = 'zh' | 'en'
export type Words = { readonly zh: string; readonly en: string }
export type HeatEntity = 'unit_grid' | 'duty_grid' | 'area'

/** Everything that decides how the map is drawn. The same parameters give the same style. */
export type StyleParameters = {
  readonly flavor: Flavor
  readonly palette: Palette
  readonly language: Language
  /** Multiplies lines, text and icons: 1 on a desk, height/1080 on a wall. */
  readonly scale: number
  /** `sparse` keeps only the labels a room can read from afar. */
  readonly labels: 'full' | 'sparse'
  readonly overlays: ReadonlySet<OverlayName>
  /** The areas that the city is read by: communities where it has no subdistricts. */
  readonly mainLevel: 'subdistrict' | 'community'
  readonly heatEntity: HeatEntity | null
  /** Which cases are drawn; undefined draws all the tiles hold. */
  readonly caseFilter: ExpressionSpecification | null
}

export type LegendSwatch =
  | { readonly kind: 'fill'; readonly color: string; readonly border?: string }
  | { readonly kind: 'line'; readonly color: string; readonly isDashed?: boolean }
  | { readonly kind: 'icon'; readonly icon: string }
  | { readonly kind: 'ramp'; readonly colors: readonly string[]; readonly from: Words; readonly to: Words }
  | { readonly kind: 'hatch'; readonly color: string }
export type LegendEntry = { readonly swatch: LegendSwatch; readonly label: Words }

/** A subject of the map: its layers from bottom to top, and what the legend says of them. */
export type MapLayer = {
  readonly overlay: OverlayName | null
  readonly layers: (parameters: StyleParameters) => LayerSpecification[]
  readonly legend?: (parameters: StyleParameters) => LegendEntry[]
}

/** The only label font; declared by the style's `font-faces`, served from this site. */
export const labelFont = ['Noto Sans SC Medium']

/** The name in the map's language, the other one where it has none. */
export function nameIn(language: Language, zh = 'name', en = 'name_en'): ExpressionSpecification {
  const [first, second] = language === 'zh' ? [zh, en] : [en, zh]
  return [
    'case',
    ['all', ['has', first], ['!=', ['get', first], '']],
    ['get', first],
    ['coalesce', ['get', second], ''],
  ]
}

/** A width or size in pixels growing with zoom: pairs of zoom and pixels, multiplied by `scale`. */
export function byZoom(scale: number, ...stops: readonly (readonly [zoom: number, pixels: number])[]) {
  return [
    'interpolate',
    ['exponential', 1.4],
    ['zoom'],
    ...stops.flatMap(([zoom, pixels]) => [zoom, pixels * scale]),
  ] as unknown as ExpressionSpecification
}
