import { areaBorders, areaNames, areas } from './areas.ts'
import { buildings } from './buildings.ts'
import { caseClusters, cases } from './cases.ts'
import { comparedCases, comparedHeat } from './compared.ts'
import { dutyGrids, unitGrids } from './grids.ts'
import { houseNumbers } from './house-numbers.ts'
import { indexHeat } from './index-heat.ts'
import { land } from './land.ts'
import { layerFeatures } from './layer-features.ts'
import type { MapLayer } from './map-layer.ts'
import { parts } from './parts.ts'
import { placeInHand } from './place-in-hand.ts'
import { places, settlementNames } from './places.ts'
import { preview } from './preview.ts'
import { levelCrossings, rail, railBridges } from './rail.ts'
import { relief } from './relief.ts'
import { replayed } from './replayed.ts'
import { closureSigns, roadClosures } from './road-closures.ts'
import { roadNames, roadShields } from './road-names.ts'
import { bridges, oneWays, roads, tunnels } from './roads.ts'
import { sensors } from './sensors.ts'
import { trees } from './trees.ts'
import { units } from './units.ts'
import { water, waterNames } from './water.ts'

/** From bottom to top. Labels of what lies higher win over those below. */
export const drawOrder: readonly MapLayer[] = [
  land,
  relief,
  indexHeat,
  comparedHeat,
  water,
  areaBorders,
  tunnels,
  roads,
  rail,
  bridges,
  railBridges,
  levelCrossings,
  trees,
  buildings,
  unitGrids,
  areas,
  dutyGrids,
  houseNumbers,
  oneWays,
  roadNames,
  places,
  waterNames,
  roadShields,
  layerFeatures,
  parts,
  sensors,
  // All cases of the city at once, in no clusters: names are read over them.
  replayed,
  comparedCases,
  settlementNames,
  areaNames,
  roadClosures,
  cases,
  units,
  caseClusters,
  closureSigns,
  preview,
  placeInHand,
]
