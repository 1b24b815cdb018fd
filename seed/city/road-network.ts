import { extentOf } from './extent.ts'
import { type Layout, layOut, type RoadRun, roadRuns } from './layout.ts'
import { type PresetName, presets } from './presets.ts'
import { createRandom } from './random.ts'
import { buildRoadGraph, type RoadGraph } from './road-graph.ts'
import { Roadside } from './roadside.ts'

export type RoadNetwork = {
  readonly layout: Layout
  readonly runs: readonly RoadRun[]
  readonly roadside: Roadside
  readonly graph: RoadGraph
}

/** The label of a city's stream of draws. */
export function randomLabel(seed: string): string {
  return `tongguan/${seed}`
}

/** The ground and roads of the city of this seed: the same whenever it is asked for, whatever the date. */
export function roadNetworkOf(seed: string, preset: PresetName = 'small'): RoadNetwork {
  const layout = layOut(createRandom(randomLabel(seed)).fork('layout'), extentOf(presets[preset]))
  const runs = roadRuns(layout)
  return { layout, runs, roadside: new Roadside(layout, runs), graph: buildRoadGraph(layout, runs) }
}
