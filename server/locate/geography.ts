import { type Kysely, sql } from 'kysely'
import type { MultiPolygonCoordinates } from '../../geo/lng-lat.ts'
import { readWkbPolygons } from '../../geo/read-wkb.ts'
import type { RoadRouter } from '../../geo/road-router.ts'
import type { Database } from '../db/schema.ts'
import type { AreaLevel } from '../exchange/bundle.ts'
import { readRoadRouter } from '../roads/read-road-router.ts'

export type AreaEntry = {
  readonly areaId: number
  readonly versionId: string
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly level: AreaLevel
  readonly parentAreaId: number | null
  /** From the city down to itself. */
  readonly path: readonly number[]
  readonly polygons: MultiPolygonCoordinates
}
export type GridPerson = {
  readonly personId: number
  readonly name: string
  readonly duty: 'chief' | 'worker' | 'collector'
}
export type DutyGridEntry = {
  readonly dutyGridId: number
  readonly versionId: string
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly scopeAreaId: number
  readonly people: readonly GridPerson[]
  readonly polygons: MultiPolygonCoordinates
}
export type UnitGridEntry = {
  readonly unitGridId: number
  readonly versionId: string
  readonly code: string
  readonly dutyGridId: number
  readonly polygons: MultiPolygonCoordinates
}
/** Today's areas, grids and roads, whole. */
export type Geography = {
  readonly areas: readonly AreaEntry[]
  readonly dutyGrids: readonly DutyGridEntry[]
  readonly unitGrids: readonly UnitGridEntry[]
  readonly roads?: RoadRouter
}

/** Bit for bit, so that the index in memory and PostGIS see the same numbers. */
const wkb = sql<Uint8Array>`ST_AsBinary(geom)`

/** Reads today's geography. Public knowledge: no scope applies. */
export async function readGeography(db: Kysely<Database>): Promise<Geography> {
  const areas = await db
    .selectFrom('area')
    .select([
      'area_id as areaId',
      'version_id as versionId',
      'code',
      'name',
      'name_en as nameEn',
      'level',
      'parent_area_id as parentAreaId',
      'path',
      wkb.as('wkb'),
    ])
    .where(sql<boolean>`upper_inf(valid)`)
    .orderBy('area_id')
    .execute()
  const people = await db
    .selectFrom('duty_grid_person')
    .innerJoin('person', 'person.person_id', 'duty_grid_person.person_id')
    .select(['duty_grid_id as dutyGridId', 'person.person_id as personId', 'person.name', 'duty'])
    .orderBy('duty')
    .orderBy('person.code')
    .execute()
  const peopleOf = Map.groupBy(people, (row) => row.dutyGridId)
  const dutyGrids = await db
    .selectFrom('duty_grid')
    .select([
      'duty_grid_id as dutyGridId',
      'version_id as versionId',
      'code',
      'name',
      'name_en as nameEn',
      'scope_area_id as scopeAreaId',
      wkb.as('wkb'),
    ])
    .where('kind', '=', 'general')
    .where(sql<boolean>`upper_inf(valid)`)
    .execute()
  const unitGrids = await db
    .selectFrom('unit_grid')
    .select([
      'unit_grid_id as unitGridId',
      'version_id as versionId',
      'code',
      'duty_grid_id as dutyGridId',
      wkb.as('wkb'),
    ])
    .where(sql<boolean>`upper_inf(valid)`)
    .execute()
  return {
    areas: areas.map(withPolygons),
    dutyGrids: dutyGrids.map((grid) => ({
      ...withPolygons(grid),
      people: (peopleOf.get(grid.dutyGridId) ?? []).map(({ personId, name, duty }) => ({
        personId,
        name,
        duty,
      })),
    })),
    unitGrids: unitGrids.map(withPolygons),
    roads: await readRoadRouter(db),
  }
}

function withPolygons<Row extends { readonly wkb: Uint8Array }>({ wkb: bytes, ...row }: Row) {
  return { ...row, polygons: readWkbPolygons(bytes) }
}
