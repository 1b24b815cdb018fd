import type { HeatEntity, OverlayName } from '../../tiles/style/map-layer.ts'

export type Scene = {
  readonly name: 'index' | 'cases' | 'density' | 'forces'
  readonly overlays: readonly OverlayName[]
  /** Which index lies under it as heat, and on which kind of place. */
  readonly heat?: { readonly code: string; readonly entity: HeatEntity; readonly isHighGood: boolean }
}

/** What the middle of the wall shows in turn. */
export const scenes: readonly Scene[] = [
  {
    name: 'index',
    overlays: ['areas', 'heat'],
    heat: { code: 'urban_management', entity: 'duty_grid', isHighGood: true },
  },
  { name: 'cases', overlays: ['areas', 'cases'] },
  {
    name: 'density',
    overlays: ['areas', 'heat'],
    heat: { code: 'case_density', entity: 'unit_grid', isHighGood: false },
  },
  { name: 'forces', overlays: ['areas', 'units', 'sensors'] },
]

export const defaultDwellSeconds = 20
