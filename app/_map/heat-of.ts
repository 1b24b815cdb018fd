import type { HeatEntity } from '../../tiles/style/map-layer.ts'
import type { Heat } from './map-types.ts'

type Graded = { readonly entityId: number; readonly grade: number | null }

/** Index values as heat: grades go from 1, the best, to 5, the worst; none where there are too few data. */
export function heatOf(entity: HeatEntity, values: readonly Graded[]): Heat {
  return {
    entity,
    values: values.map(({ entityId, grade }) => ({
      entityId,
      attention: Math.min(5, Math.max(0, grade ?? 0)) as Heat['values'][number]['attention'],
    })),
  }
}
