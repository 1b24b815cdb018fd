import type { BoundingBox } from '../../geo/lng-lat.ts'
import { clusterKeys, sourceLayersOf, type TileSource } from '../../tiles/engine/layer-definition.ts'

/**
 * The TileJSON 3.0 of a layer.
 *
 * @param origin such as `https://example.com`
 * @param bounds in degrees; left out where none are known, and for what has none
 */
export function tileJson(source: TileSource, origin: string, bounds: BoundingBox | undefined): object {
  return {
    tilejson: '3.0.0',
    name: source.name,
    scheme: 'xyz',
    tiles: [`${origin}/api/tiles/${source.name}/{z}/{x}/{y}.mvt`],
    minzoom: source.minZoom,
    maxzoom: source.maxZoom,
    ...(bounds && { bounds }),
    vector_layers: sourceLayersOf(source).map((layer) => ({
      id: layer.name,
      description: layer.description,
      minzoom: layer.minZoom ?? source.minZoom,
      maxzoom: source.maxZoom,
      fields: {
        ...Object.fromEntries(layer.attributes.map((attribute) => [attribute.name, attribute.type])),
        ...(source.kind === 'points' && source.cluster && clusterFields),
        ...(layer.crowd && { point_count: 'Number' }),
      },
    })),
  }
}

const clusterFields = Object.fromEntries(
  clusterKeys.map((key) => [key, key === 'worst' ? 'String' : 'Number']),
)
