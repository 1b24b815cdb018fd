import { coveredEdges } from '../../geo/covered-edges.ts'
import { NO_GRID, type Responsibility, ResponsibilityIndex } from '../../geo/responsibility-index.ts'
import { RoadRouter } from '../../geo/road-router.ts'
import type { RoadClosure } from '../roads/closures.ts'
import { UnitIndex } from '../units/unit-index.ts'
import type { AreaEntry, DutyGridEntry, Geography, UnitGridEntry } from './geography.ts'
import { type AreaRef, type LocateReason, type Place, UNLOCATED } from './place.ts'

type ClosedRoads = { readonly closure: RoadClosure; readonly edges: ReadonlySet<number> }

/**
 * Answers where a point lies from memory, by the same rule as PostGIS (`geo/responsibility-sql.ts`).
 * `use` swaps in a newer geography whole, so that a reader never sees half of one.
 */
export class Locator {
  /** Who is where; unlike the rest it follows the database's own rows, as positions are no events. */
  readonly units = new UnitIndex()
  #areas: ReadonlyMap<number, AreaEntry> = new Map()
  #dutyGrids: ReadonlyMap<number, DutyGridEntry> = new Map()
  #unitGrids: ReadonlyMap<number, UnitGridEntry> = new Map()
  #leafAreaIds: readonly number[] = []
  #dutyGridIds: readonly number[] = []
  #areaIndex = new ResponsibilityIndex([])
  #dutyIndex = new ResponsibilityIndex([])
  #unitIndex = new ResponsibilityIndex([])
  #roads = new RoadRouter(0, [])
  #closures: readonly ClosedRoads[] = []

  constructor(geography: Geography) {
    this.use(geography)
  }

  use({ areas, dutyGrids, unitGrids, roads }: Geography): void {
    const parents = new Set(areas.map((area) => area.parentAreaId))
    const leaves = areas.filter((area) => !parents.has(area.areaId))
    const areaIndex = new ResponsibilityIndex(
      leaves.map(({ areaId: id, code, polygons }) => ({ id, code, polygons })),
    )
    const dutyIndex = new ResponsibilityIndex(
      dutyGrids.map(({ dutyGridId: id, code, polygons }) => ({ id, code, polygons })),
    )
    const unitIndex = new ResponsibilityIndex(
      unitGrids.map(({ unitGridId: id, code, polygons }) => ({ id, code, polygons })),
    )
    this.#areas = new Map(areas.map((area) => [area.areaId, area]))
    this.#dutyGrids = new Map(dutyGrids.map((grid) => [grid.dutyGridId, grid]))
    this.#unitGrids = new Map(unitGrids.map((grid) => [grid.unitGridId, grid]))
    this.#dutyGridIds = dutyGrids.map((grid) => grid.dutyGridId).sort((a, b) => a - b)
    this.#leafAreaIds = leaves.map((area) => area.areaId).sort((a, b) => a - b)
    this.#areaIndex = areaIndex
    this.#dutyIndex = dutyIndex
    this.#unitIndex = unitIndex
    this.#roads = roads ?? new RoadRouter(0, [])
    this.keepClosures(this.#closures.map(({ closure }) => closure))
  }

  /** The road network; without roads where a city has given none. */
  get roads(): RoadRouter {
    return this.#roads
  }

  /** What is closed now or will be. */
  keepClosures(closures: readonly RoadClosure[]): void {
    this.#closures = closures.map((closure) => ({
      closure,
      edges: coveredEdges(this.#roads, closure.lngLats),
    }))
  }

  /** The roads that nobody drives on at a moment, as `RoadRouter` numbers them. */
  closedRoadsAt(at: Date): ReadonlySet<number> {
    const ms = at.getTime()
    const closed = this.#closures.filter(
      ({ closure: { fromMs, untilMs } }) => fromMs <= ms && (untilMs === null || ms < untilMs),
    )
    return new Set(closed.flatMap(({ edges }) => [...edges]))
  }

  /** Areas without areas inside them, ascending: the ids that access is scoped by. */
  get leafAreaIds(): readonly number[] {
    return this.#leafAreaIds
  }

  /** The leaf areas inside an area, itself if it is one; ascending. */
  leafAreaIdsWithin(areaId: number): number[] {
    return this.#leafAreaIds.filter((leaf) => this.#areas.get(leaf)?.path.includes(areaId))
  }

  /** Ascending. */
  get dutyGridIds(): readonly number[] {
    return this.#dutyGridIds
  }

  findArea(areaId: number): AreaEntry | undefined {
    return this.#areas.get(areaId)
  }

  findDutyGrid(dutyGridId: number): DutyGridEntry | undefined {
    return this.#dutyGrids.get(dutyGridId)
  }

  findUnitGrid(unitGridId: number): UnitGridEntry | undefined {
    return this.#unitGrids.get(unitGridId)
  }

  /**
   * Where a point lies and why.
   *
   * @param lng degrees, WGS 84
   * @param lat degrees
   * @example locator.locate(118.8012, 31.9021).reason.zh // '位于责任网格 …'
   */
  locate(lng: number, lat: number): Place {
    const found = this.#dutyIndex.locate(lng, lat)
    const dutyGrid = found && this.#dutyGrids.get(found.id)
    if (!found || !dutyGrid) return this.#placeWithoutGrid(lng, lat)
    const unitGrid = this.#unitGridIn(dutyGrid.dutyGridId, lng, lat)
    const area = this.#areas.get(dutyGrid.scopeAreaId)
    return {
      areas: area ? this.#areasDownTo(area) : [],
      scopeAreaId: dutyGrid.scopeAreaId,
      areaVersionId: area?.versionId ?? null,
      unitGrid: unitGrid
        ? { unitGridId: unitGrid.unitGridId, code: unitGrid.code, versionId: unitGrid.versionId }
        : null,
      dutyGrid: {
        dutyGridId: dutyGrid.dutyGridId,
        code: dutyGrid.code,
        name: dutyGrid.name,
        versionId: dutyGrid.versionId,
      },
      reason: this.#reasonFor(found, dutyGrid, unitGrid),
    }
  }

  #placeWithoutGrid(lng: number, lat: number): Place {
    const area = this.#areas.get(this.#areaIndex.locateId(lng, lat))
    if (!area) return UNLOCATED
    return {
      ...UNLOCATED,
      areas: this.#areasDownTo(area),
      scopeAreaId: area.areaId,
      areaVersionId: area.versionId,
    }
  }

  #areasDownTo({ path }: AreaEntry): AreaRef[] {
    return path.flatMap((id) => {
      const area = this.#areas.get(id)
      if (!area) return []
      const { areaId, code, name, nameEn, level } = area
      return [{ areaId, code, name, nameEn, level }]
    })
  }

  /** The unit grid of the same duty grid first, so that on a border the two never contradict each other. */
  #unitGridIn(dutyGridId: number, lng: number, lat: number): UnitGridEntry | undefined {
    for (const id of this.#unitIndex.listCovering(lng, lat)) {
      const grid = this.#unitGrids.get(id)
      if (grid?.dutyGridId === dutyGridId) return grid
    }
    const nearest = this.#unitIndex.locateId(lng, lat)
    return nearest === NO_GRID ? undefined : this.#unitGrids.get(nearest)
  }

  #reasonFor(
    found: Responsibility,
    dutyGrid: DutyGridEntry,
    unitGrid: UnitGridEntry | undefined,
  ): LocateReason {
    const neighbor = found.neighborId === undefined ? undefined : this.#dutyGrids.get(found.neighborId)
    const border = Math.round(found.borderDistanceMeters * 10) / 10
    const distance = Math.round(found.distanceMeters * 10) / 10
    const besideZh = neighbor ? `，相邻 ${neighbor.code}` : ''
    const besideEn = neighbor ? `; next to ${neighbor.code}` : ''
    const { code, name } = dutyGrid
    const sentences = {
      covered: [
        `位于责任网格 ${code}${name ? `「${name}」` : ''}内，距边界 ${border} 米${besideZh}`,
        `Inside duty grid ${code}, ${border} m from its border${besideEn}`,
      ],
      border: [
        `恰在责任网格边界上，按编码最小取 ${code}${besideZh}`,
        `On a border of duty grids: the lowest code, ${code}${besideEn}`,
      ],
      nearest: [
        `不在任何责任网格内，取 50 米内最近的 ${code}，相距 ${distance} 米`,
        `Outside every duty grid: the nearest within 50 m is ${code}, ${distance} m away`,
      ],
    } as const
    const [zh, en] = sentences[found.how]
    return {
      how: found.how,
      dutyGridCode: code,
      dutyGridName: name,
      unitGridCode: unitGrid?.code ?? null,
      borderDistanceMeters: border,
      ...(neighbor && { neighborCode: neighbor.code }),
      ...(found.how === 'nearest' && { distanceMeters: distance }),
      zh,
      en,
    }
  }
}
