import type { TileSource } from '../engine/layer-definition.ts'

/** Where the units were last; their movement reaches screens by the live stream. */
export const unitsSource = {
  name: 'units',
  access: 'scoped',
  minZoom: 7,
  maxZoom: 15,
  kind: 'points',
  layer: {
    name: 'units',
    description: '处置力量 units',
    attributes: [
      { name: 'unit_id', type: 'Number', storage: 'integer' },
      { name: 'kind', type: 'String', storage: 'shared' },
      { name: 'status', type: 'String', storage: 'shared' },
      { name: 'department_id', type: 'Number', storage: 'shared' },
    ],
  },
} as const satisfies TileSource
