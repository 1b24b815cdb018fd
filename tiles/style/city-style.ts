import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'
import { drawOrder } from './draw-order.ts'
import { cityGround, type Ground, groundSourceOf, onGround } from './foreign-ground.ts'
import { type LegendEntry, labelFont, type OverlayName, type StyleParameters } from './map-layer.ts'
import { inOrder, withLook } from './overlay-look.ts'

const empty: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] }
/** Sources that the page feeds; all others are vector tiles of the same name. */
const fedByPage = [
  'units',
  'preview',
  'marker',
  'sketch',
  'replayed',
  'road_closures',
  'compared-left',
  'compared-right',
] as const

export type FontFace = { readonly url: string; readonly 'unicode-range': string[] }

/** The whole style. Pure: the same parameters give the same style. `tileBaseUrl` is absolute, without a slash at its end. */
export function cityStyle(
  parameters: StyleParameters,
  tileBaseUrl: string,
  fontFaces: FontFace[],
  ground: Ground = cityGround,
): StyleSpecification {
  const { looks, overlayOrder } = parameters
  const drawn = (overlayOrder ? inOrder(drawOrder, overlayOrder) : drawOrder)
    .filter((subject) => isShown(subject.overlay, parameters))
    .flatMap((subject) => {
      const look = subject.overlay ? looks?.get(subject.overlay) : undefined
      const own = subject.layers(parameters)
      return look ? own.flatMap((layer) => withLook(layer, look) ?? []) : own
    })
  const layers = onGround(ground, drawn, parameters)
  const used = new Set(layers.flatMap((layer) => ('source' in layer && layer.source ? [layer.source] : [])))
  const sources: Record<string, SourceSpecification> = {}
  for (const name of used) {
    sources[name] = isFedByPage(name)
      ? { type: 'geojson', data: empty, promoteId: 'id' }
      : { type: 'vector', url: `${tileBaseUrl}/${name}.json` }
  }
  const foreign = groundSourceOf(ground, new URL(tileBaseUrl).origin)
  if (foreign && sources.basemap) sources.basemap = foreign
  return {
    version: 8,
    name: 'Tongguan',
    'font-faces': { [labelFont[0]!]: fontFaces },
    // Soft light from above: walls of buildings stay near the colour of their roofs.
    light: { anchor: 'viewport', color: '#ffffff', intensity: 0.1, position: [1.2, 200, 30] },
    sources,
    layers,
    transition: { duration: 200, delay: 0 },
  }
}

/** What the legend says of the shown layers, in the order of the map from top to bottom. */
export function legendOf(parameters: StyleParameters): LegendEntry[] {
  return drawOrder
    .filter((layer) => isShown(layer.overlay, parameters))
    .toReversed()
    .flatMap((layer) => layer.legend?.(parameters) ?? [])
}

/** The layers of the style by which one overlay is drawn. */
export function layersOf(overlay: OverlayName, parameters: StyleParameters): readonly LayerSpecification[] {
  return drawOrder
    .filter((subject) => subject.overlay === overlay)
    .flatMap((subject) => subject.layers(parameters))
}

export function isFedByPage(source: string): source is (typeof fedByPage)[number] {
  return (fedByPage as readonly string[]).includes(source)
}

function isShown(overlay: OverlayName | null, parameters: StyleParameters): boolean {
  return overlay === null || parameters.overlays.has(overlay)
}
