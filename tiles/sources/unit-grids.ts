import type { TileSource } from '../engine/layer-definition.ts'

export const unitGridsSource = {
  name: 'unit_grids',
  access: 'scoped',
  minZoom: 8,
  maxZoom: 15,
  kind: 'shapes',
  layers: [
    {
      name: 'unit_grids',
      description: '单元网格 unit grids',
      attributes: [
        { name: 'unit_grid_id', type: 'Number', storage: 'integer' },
        { name: 'code', type: 'String', storage: 'text' },
        { name: 'duty_grid_id', type: 'Number', storage: 'shared' },
        { name: 'land_use', type: 'String', storage: 'shared' },
      ],
    },
  ],
} as const satisfies TileSource
