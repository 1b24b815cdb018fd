import type { TileSource } from '../engine/layer-definition.ts'

/** Manhole covers, lamps, trees, bins …: what the city owns and looks after. */
export const partsSource = {
  name: 'parts',
  access: 'scoped',
  minZoom: 9,
  maxZoom: 16,
  kind: 'points',
  layer: {
    name: 'parts',
    description: '部件 parts',
    attributes: [
      { name: 'part_id', type: 'Number', storage: 'integer' },
      { name: 'code', type: 'String', storage: 'text' },
      { name: 'class_code', type: 'String', storage: 'shared' },
      { name: 'category_id', type: 'Number', storage: 'shared' },
      { name: 'condition', type: 'String', storage: 'shared' },
    ],
  },
  cluster: {
    belowZoom: 15,
    mostPoints: 5000,
    cells: 8,
    mergeUnits: 320,
    worst: { attribute: 'condition', order: ['good', 'fair', 'poor', 'missing'] },
  },
} as const satisfies TileSource
