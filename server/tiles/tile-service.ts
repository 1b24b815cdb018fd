import type { TileSource } from '../../tiles/engine/layer-definition.ts'
import { tileSources } from '../../tiles/sources/index.ts'
import { readBasemap } from '../basemap/read-basemap.ts'
import type { LayerName } from '../identity/permissions.ts'
import type { Services } from '../services.ts'
import { FilteredCases } from './filtered-cases.ts'
import { entityIdOf, type LayerReader, LiveLayer } from './live-layer.ts'
import {
  pagesOfCases,
  readAreas,
  readCases,
  readDutyGrids,
  readLayerFeatures,
  readParts,
  readSensors,
  readUnitGrids,
  readUnits,
} from './queries.ts'

/** What a screen shows as it opens is read before what is seen only near by, such as a million components. */
const firstSeen: readonly LayerName[] = ['basemap', 'areas', 'cases', 'units', 'duty_grids']
const casesDays = 90
const dayMilliseconds = 24 * 3600 * 1000
const unitsRefreshMilliseconds = 1000

/** What of the services the tiles stand on. */
export type TileServices = Pick<Services, 'db' | 'clock' | 'log' | 'events'> & {
  readonly locator: Pick<Services['locator'], 'leafAreaIdsWithin'>
}

export type TileService = {
  readonly layers: Readonly<Record<LayerName, LiveLayer>>
  readonly filteredCases: FilteredCases
  /** From when on the layer of all cases holds finished ones, too. */
  readonly casesSince: () => Date
  /** Builds the layers that are not built yet, one after the other. */
  readonly warm: () => Promise<void>
  readonly stop: () => void
}

/** Every tile layer, each built when it is first asked for and kept up by the event log. */
export function createTileService(services: TileServices): TileService {
  const { db, clock, log, events } = services
  const nowMs = () => clock.now().getTime()
  const casesSince = () => new Date(nowMs() - casesDays * dayMilliseconds)
  const readers: Record<LayerName, LayerReader> = {
    basemap: { kind: 'shapes', source: tileSources.basemap, read: () => readBasemap(db) },
    areas: { kind: 'shapes', source: tileSources.areas, read: () => readAreas(db) },
    duty_grids: {
      kind: 'shapes',
      source: tileSources.duty_grids,
      read: () => readDutyGrids(db),
      staleAfter: 'grids.published',
    },
    unit_grids: {
      kind: 'shapes',
      source: tileSources.unit_grids,
      read: () => readUnitGrids(db),
      staleAfter: 'grids.published',
    },
    parts: {
      kind: 'points',
      source: tileSources.parts,
      read: (which) => readParts(db, which),
      changedBy: entityIdOf('part.'),
    },
    sensors: {
      kind: 'points',
      source: tileSources.sensors,
      read: (which) => readSensors(db, which),
      changedBy: entityIdOf('sensor.'),
    },
    units: {
      kind: 'points',
      source: tileSources.units,
      read: (which) => readUnits(db, which),
      changedBy: entityIdOf('unit.'),
      refreshMilliseconds: unitsRefreshMilliseconds,
    },
    cases: {
      kind: 'points',
      source: tileSources.cases,
      read: (which) => readCases(db, which, casesSince()),
      pages: () => pagesOfCases(db, casesSince()),
      changedBy: entityIdOf('case.'),
    },
    layer_features: {
      kind: 'shapes',
      source: tileSources.layer_features,
      read: () => readLayerFeatures(db),
      staleAfter: 'layer.changed',
    },
  }
  const layers = Object.fromEntries(
    Object.entries(readers).map(([name, reader]) => [
      name,
      new LiveLayer(reader, events.position, nowMs, (error) =>
        log.error({ err: error, layer: name }, 'tile layer'),
      ),
    ]),
  ) as Record<LayerName, LiveLayer>
  const filteredCases = new FilteredCases(services)
  let isStopped = false
  const unsubscribe = events.subscribe((batch) => {
    for (const layer of Object.values(layers)) layer.follow(batch)
    filteredCases.follow(batch)
  })
  return {
    layers,
    filteredCases,
    casesSince,
    async warm() {
      const others = Object.keys(layers).filter((name) => !firstSeen.includes(name as LayerName))
      for (const name of [...firstSeen, ...others] as LayerName[]) {
        if (isStopped) return
        await layers[name].ready().catch((error) => {
          if (!isStopped) log.error({ err: error, layer: name }, 'tile layer')
        })
      }
    },
    stop() {
      isStopped = true
      unsubscribe()
      for (const layer of Object.values(layers)) layer.stop()
      filteredCases.stop()
    },
  }
}

export function isLayerName(name: string): name is LayerName {
  return Object.hasOwn(tileSources, name)
}

export function sourceOf(name: LayerName): TileSource {
  return tileSources[name]
}
