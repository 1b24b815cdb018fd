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
  | 'layer_features'

/** How somebody wants to see a layer. */
export type OverlayLook = {
  /** 0 … 1. */
  readonly opacity: number
  readonly minZoom?: number
  readonly maxZoom?: number
  /** Only things of these classes; clusters, which gather all classes, are then not shown. */
  readonly classes?: readonly string[]
}

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
  readonly looks?: ReadonlyMap<OverlayName, OverlayLook>
  /** From bottom to top; absent: as the map is best read. */
  readonly overlayOrder?: readonly OverlayName[]
  /** The areas that the city is read by: communities where it has no subdistricts. */
  readonly mainLevel: 'subdistrict' | 'community'
  readonly heatEntity: HeatEntity | null
  /** Only finished cases are shown: clusters are of them. */
  readonly areCasesDone?: boolean
  /** Finished cases are shown beside open ones: in clusters of their own. */
  readonly hasDoneCases?: boolean
  /** Two moments side by side, as marks or with how many each duty grid has. */
  readonly compared?: 'cases' | 'heat' | null
  /** Which cases are drawn; undefined draws all the tiles hold. */
  readonly caseFilter: ExpressionSpecification | null
  /** Which of people's own layers are drawn; null draws all. */
  readonly layerIds?: readonly number[] | null
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
  /** Keeps its place whatever the order: names. */
  readonly isFixed?: boolean
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
