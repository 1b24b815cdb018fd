import type { TileSource } from '../engine/layer-definition.ts'

/**
 * Open cases, and those reported in the last 90 days. Those without a place are in no tile, but in the queue; those merged
 * into another are there and not open, as they are worked in the other.
 */
export const casesSource = {
  name: 'cases',
  access: 'scoped',
  minZoom: 7,
  maxZoom: 16,
  kind: 'points',
  layer: {
    name: 'cases',
    description: '案件 cases: open ones and those of the last 90 days',
    attributes: [
      { name: 'case_id', type: 'Number', storage: 'integer' },
      { name: 'number', type: 'String', storage: 'text' },
      { name: 'state', type: 'String', storage: 'shared' },
      { name: 'open', type: 'Boolean', storage: 'shared' },
      { name: 'clock_level', type: 'String', storage: 'shared' },
      { name: 'severity', type: 'String', storage: 'shared' },
      { name: 'class_code', type: 'String', storage: 'shared' },
      { name: 'category_id', type: 'Number', storage: 'shared' },
      { name: 'department_id', type: 'Number', storage: 'shared' },
      { name: 'found_by', type: 'String', storage: 'shared' },
    ],
  },
  inner: ['reported_at_ms', 'duty_grid_id', 'lng', 'lat'],
  cluster: {
    belowZoom: 12,
    mostPoints: 5000,
    cells: 8,
    mergeUnits: 320,
    openAttribute: 'open',
    worst: { attribute: 'clock_level', order: ['normal', 'near', 'overdue'] },
  },
} as const satisfies TileSource
