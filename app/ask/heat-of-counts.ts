import type { Heat } from '../_map/map-types.ts'

const STEPS = 5

/** Counts as heat: fifths of the largest; what has none stays bare. */
export function heatOfCounts(
  areas: readonly { readonly areaId: number; readonly count: number }[],
): Heat['values'] {
  const most = Math.max(1, ...areas.map(({ count }) => count))
  return areas
    .filter(({ count }) => count > 0)
    .map(({ areaId, count }) => ({
      entityId: areaId,
      attention: Math.max(1, Math.ceil((STEPS * count) / most)) as Heat['values'][number]['attention'],
    }))
}
