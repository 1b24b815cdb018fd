import type { TileSource } from '../engine/layer-definition.ts'

export const dutyGridsSource = {
  name: 'duty_grids',
  access: 'scoped',
  minZoom: 8,
  maxZoom: 15,
  kind: 'shapes',
  layers: [
    {
      name: 'duty_grids',
      description: '责任网格 duty grids',
      attributes: [
        { name: 'duty_grid_id', type: 'Number', storage: 'integer' },
        { name: 'code', type: 'String', storage: 'text' },
        { name: 'name', type: 'String', storage: 'text' },
        { name: 'name_en', type: 'String', storage: 'text' },
      ],
    },
  ],
} as const satisfies TileSource
