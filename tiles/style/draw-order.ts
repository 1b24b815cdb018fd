import { areaNames, areas } from './areas.ts'
import { buildings } from './buildings.ts'
import { cases } from './cases.ts'
import { dutyGrids, unitGrids } from './grids.ts'
import { ground, water, waterNames } from './ground.ts'
import { indexHeat } from './index-heat.ts'
import type { MapLayer } from './map-layer.ts'
import { parts } from './parts.ts'
import { placeInHand } from './place-in-hand.ts'
import { places } from './places.ts'
import { rail, roadNames, roads } from './roads.ts'
import { sensors } from './sensors.ts'
import { units } from './units.ts'

/** From bottom to top. Labels of what lies higher win over those below. */
export const drawOrder: readonly MapLayer[] = [
  ground,
  indexHeat,
  water,
  roads,
  rail,
  buildings,
  unitGrids,
  areas,
  dutyGrids,
  roadNames,
  waterNames,
  places,
  parts,
  sensors,
  areaNames,
  cases,
  units,
  placeInHand,
]
