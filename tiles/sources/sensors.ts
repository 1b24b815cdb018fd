import type { TileSource } from '../engine/layer-definition.ts'

export const sensorsSource = {
  name: 'sensors',
  access: 'scoped',
  minZoom: 7,
  maxZoom: 15,
  kind: 'points',
  layer: {
    name: 'sensors',
    description: '感知设备 sensors',
    attributes: [
      { name: 'sensor_id', type: 'Number', storage: 'integer' },
      { name: 'kind', type: 'String', storage: 'shared' },
      { name: 'level', type: 'String', storage: 'shared' },
    ],
  },
} as const satisfies TileSource
