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
      // What a layer is shows while its points can be told apart; where they cannot, a count says more.
      crowd: { by: 'layer_id', most: 400, cells: 8, mergeUnits: 320 },
    },
  ],
} as const satisfies TileSource
