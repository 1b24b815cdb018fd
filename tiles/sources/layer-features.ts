import type { TileSource } from '../engine/layer-definition.ts'

/** What people brought in as layers of their own: points, lines and areas. */
export const layerFeaturesSource = {
  name: 'layer_features',
  access: 'scoped',
  minZoom: 7,
  maxZoom: 15,
  kind: 'shapes',
  layers: [
    {
      name: 'layer_features',
      description: '专题图层 own layers',
      attributes: [
        { name: 'layer_feature_id', type: 'Number', storage: 'integer' },
        { name: 'layer_id', type: 'Number', storage: 'shared' },
        { name: 'name', type: 'String', storage: 'text' },
      ],
      toleranceUnits: 4,
    },
  ],
} as const satisfies TileSource

/** Points of one layer that are drawn at zoom 9 and below; each zoom shows four times as many. */
const FARTHEST_POINTS = 2000

/**
 * The zoom from which the point with this rank, from 1, in its layer is drawn.
 *
 * @example minZoomOfRank(2000) // 0
 * @example minZoomOfRank(2001) // 10
 */
export function minZoomOfRank(rank: number): number {
  if (rank <= FARTHEST_POINTS) return 0
  return Math.min(layerFeaturesSource.maxZoom, 9 + Math.ceil(Math.log2(rank / FARTHEST_POINTS) / 2))
}
