import { type Kysely, sql } from 'kysely'
import type { BoundingBox, LngLat, MultiPolygonCoordinates } from '../../geo/lng-lat.ts'
import type { Database } from '../db/schema.ts'
import { CodedError } from '../errors.ts'
import type { AreaLevel } from '../exchange/bundle.ts'

export type AreaSummary = {
  readonly areaId: number
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly level: AreaLevel
  readonly parentAreaId: number | null
  /** A point inside, for a label. */
  readonly center: LngLat
  readonly bbox: BoundingBox
}

/** Today's areas, city first, by code. Public knowledge. */
export async function listAreas(db: Kysely<Database>, level?: AreaLevel): Promise<AreaSummary[]> {
  let query = currentAreas(db)
  if (level) query = query.where('level', '=', level)
  return (await query.orderBy(sql`cardinality(path)`).orderBy('code').execute()).map(summaryOf)
}

/** One area with its shape. */
export async function getArea(
  db: Kysely<Database>,
  areaId: number,
): Promise<AreaSummary & { geometry: { type: 'MultiPolygon'; coordinates: MultiPolygonCoordinates } }> {
  const row = await currentAreas(db)
    .select(
      sql<{ type: 'MultiPolygon'; coordinates: MultiPolygonCoordinates }>`ST_AsGeoJSON(geom, 7)::jsonb`.as(
        'geometry',
      ),
    )
    .where('area_id', '=', areaId)
    .executeTakeFirst()
  if (!row)
    throw new CodedError('not_found', 'NO_SUCH_AREA', '没有这个区域', 'No such area', { field: 'areaId' })
  return { ...summaryOf(row), geometry: row.geometry }
}

function currentAreas(db: Kysely<Database>) {
  return db
    .selectFrom('area')
    .select([
      'area_id as areaId',
      'code',
      'name',
      'name_en as nameEn',
      'level',
      'parent_area_id as parentAreaId',
      sql<number>`ST_X(ST_PointOnSurface(geom))`.as('lng'),
      sql<number>`ST_Y(ST_PointOnSurface(geom))`.as('lat'),
      sql<number>`ST_XMin(geom)`.as('west'),
      sql<number>`ST_YMin(geom)`.as('south'),
      sql<number>`ST_XMax(geom)`.as('east'),
      sql<number>`ST_YMax(geom)`.as('north'),
    ])
    .where(sql<boolean>`upper_inf(valid)`)
}

type AreaRow = Omit<AreaSummary, 'center' | 'bbox'> & {
  lng: number
  lat: number
  west: number
  south: number
  east: number
  north: number
}

function summaryOf({ areaId, code, name, nameEn, level, parentAreaId, ...at }: AreaRow): AreaSummary {
  return {
    areaId,
    code,
    name,
    nameEn,
    level,
    parentAreaId,
    center: [at.lng, at.lat],
    bbox: [at.west, at.south, at.east, at.north],
  }
}
