import type { TileSource } from '../engine/layer-definition.ts'
import { areasSource } from './areas.ts'
import { basemapSource } from './basemap.ts'
import { casesSource } from './cases.ts'
import { dutyGridsSource } from './duty-grids.ts'
import { layerFeaturesSource } from './layer-features.ts'
import { partsSource } from './parts.ts'
import { sensorsSource } from './sensors.ts'
import { unitGridsSource } from './unit-grids.ts'
import { unitsSource } from './units.ts'

/** Every tile layer, by its name. */
export const tileSources = {
  basemap: basemapSource,
  areas: areasSource,
  duty_grids: dutyGridsSource,
  unit_grids: unitGridsSource,
  parts: partsSource,
  sensors: sensorsSource,
  units: unitsSource,
  cases: casesSource,
  layer_features: layerFeaturesSource,
} as const satisfies Record<string, TileSource>
