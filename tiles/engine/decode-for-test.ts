import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'

export type DecodedFeature = {
  readonly id: number | undefined
  readonly type: number
  readonly properties: Record<string, string | number | boolean>
  /** Lines, rings or points in tile units. */
  readonly geometry: readonly (readonly { readonly x: number; readonly y: number }[])[]
}

/** A tile as another program reads it, by source-layer. */
export function decodeTile(bytes: Uint8Array | undefined): Record<string, DecodedFeature[]> {
  if (!bytes) return {}
  const { layers } = new VectorTile(new PbfReader(bytes))
  return Object.fromEntries(
    Object.entries(layers).map(([name, layer]) => [
      name,
      Array.from({ length: layer.length }, (_, i) => {
        const feature = layer.feature(i)
        return {
          id: feature.id,
          type: feature.type,
          properties: feature.properties,
          geometry: feature.loadGeometry(),
        }
      }),
    ]),
  )
}
