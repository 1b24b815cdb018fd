import { sql } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import type { Place } from '../locate/place.ts'

/** Where a case lies, as columns: the point, the grids with their versions, and why. */
export function placeColumns(lngLat: LngLat | null, place: Place) {
  return {
    geom: lngLat && sql<string>`st_setsrid(st_makepoint(${lngLat[0]}, ${lngLat[1]}), 4326)`,
    scope_area_id: place.scopeAreaId,
    area_version_id: place.areaVersionId,
    unit_grid_version_id: place.unitGrid?.versionId ?? null,
    duty_grid_version_id: place.dutyGrid?.versionId ?? null,
    unit_grid_id: place.unitGrid?.unitGridId ?? null,
    duty_grid_id: place.dutyGrid?.dutyGridId ?? null,
    locate_reason: JSON.stringify(place.reason),
  }
}
