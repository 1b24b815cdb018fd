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
      { name: 'alarming', type: 'Boolean', storage: 'shared' },
    ],
  },
  // Each stands for itself until a tile is crowded; what alarms is never hidden among what is quiet.
  cluster: {
    belowZoom: 0,
    mostPoints: 400,
    cells: 16,
    mergeUnits: 200,
    openAttribute: 'alarming',
    worst: { attribute: 'level', order: ['normal', 'silent', 'warn', 'alarm'] },
  },
} as const satisfies TileSource
