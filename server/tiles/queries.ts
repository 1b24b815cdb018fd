import type { Geometry } from 'geojson'
import { expressionBuilder, type Kysely, sql } from 'kysely'
import { representativePoint } from '../../geo/representative-point.ts'
import type { PointRow } from '../../tiles/engine/point-store.ts'
import type { ShapeRow } from '../../tiles/engine/shape-store.ts'
import { sharedBorders } from '../../tiles/engine/shared-borders.ts'
import { areaLabelMinZoom } from '../../tiles/sources/areas.ts'
import { type CaseFilter, whereCases } from '../cases/case-filter.ts'
import { withSystem } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import { isLoaded } from '../layers/loaded.ts'

/** All SQL of the tile layers. They hold everyone's rows, so it runs as the system; scope is applied to each tile. */

/** Rows a page: short transactions, since on the embedded database everybody else waits meanwhile. */
const pageSize = 4000

/** Which points to read: those with these ids, or a page after an id. */
export type Which = { readonly ids: readonly number[] } | { readonly after: number }

const chosen = (column: string, which: Which) =>
  'ids' in which
    ? sql`${sql.ref(column)} = any(${which.ids}::bigint[])`
    : sql`${sql.ref(column)} > ${which.after} order by ${sql.ref(column)} limit ${pageSize}`

type CaseTileRow = {
  case_id: number
  number: string
  state: string
  is_open: boolean
  clock_level: string
  severity: string
  class_code: string | null
  category_id: number | null
  department_id: number | null
  found_by: string
  scope_area_id: number
  lng: number
  lat: number
  /** With its microseconds, which a Date has not. */
  reported_at: string
  reported_at_ms: number
  duty_grid_id: number | null
}

const caseColumns = sql`c.case_id, c.number, c.state,
  c.state not in ('closed', 'canceled') and c.family is distinct from 'merged' as is_open, c.clock_level,
  c.severity, k.class_code, c.category_id, c.department_id, c.found_by, c.scope_area_id, st_x(c.geom) as lng,
  st_y(c.geom) as lat, c.reported_at::text, floor(extract(epoch from c.reported_at) * 1000)::float8 as reported_at_ms,
  c.duty_grid_id`
const isOpen = sql`c.state not in ('closed', 'canceled')`

/** Open cases, and those reported since `since`, that have a place. */
export async function readCases(db: Kysely<Database>, which: Which, since: Date): Promise<PointRow[]> {
  const rows = await query<CaseTileRow>(
    db,
    sql`select ${caseColumns} from case_record c left join category k using (category_id)
        where c.geom is not null and (${isOpen} or c.reported_at >= ${since}) and ${chosen('c.case_id', which)}`,
  )
  return rows.map(pointOfCase)
}

/**
 * All of them, found by their time: a large city's past is four times what is shown, and by the order of ids all of it
 * would be read and thrown away.
 */
export async function* pagesOfCases(db: Kysely<Database>, since: Date): AsyncGenerator<PointRow[]> {
  const old = (which: Which) =>
    query<CaseTileRow>(
      db,
      sql`select ${caseColumns} from case_record c left join category k using (category_id)
          where c.geom is not null and ${isOpen} and c.reported_at < ${since} and ${chosen('c.case_id', which)}`,
    ).then((rows) => rows.map(pointOfCase))
  yield* pagesOf(old)
  for (let [at, id] = [since.toISOString(), -1]; ; ) {
    const rows = await query<CaseTileRow>(
      db,
      sql`select ${caseColumns} from (
            select * from case_record where reported_at >= ${at}::timestamptz
              and (reported_at, case_id) > (${at}::timestamptz, ${id}::bigint)
            order by reported_at, case_id limit ${pageSize}
          ) c left join category k using (category_id) order by c.reported_at, c.case_id`,
    )
    yield rows.filter(({ lng }) => lng !== null).map(pointOfCase)
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    ;[at, id] = [last.reported_at, last.case_id]
  }
}

/** So many cases of one filter are drawn at most, the newest ones. */
export const mostFiltered = 500_000

/** Of these cases those that a filter lets through, whatever their age. */
export async function readFilteredCases(
  db: Kysely<Database>,
  caseIds: readonly number[],
  filter: CaseFilter,
  handedTo: readonly number[] | null,
): Promise<PointRow[]> {
  const rows = await query<CaseTileRow>(
    db,
    sql`select ${caseColumns} from case_record c left join category k using (category_id)
        where c.geom is not null and c.case_id in (
          select case_id from case_record where case_id = any(${caseIds}::bigint[]) and ${passing(filter, handedTo)})`,
  )
  return rows.map(pointOfCase)
}

/**
 * All cases that a filter lets through, whatever their age. First the ids alone, by whatever index serves the filter best;
 * page by page in the order of ids, the planner would walk through all that a large city ever had.
 */
export async function* pagesOfFilteredCases(
  db: Kysely<Database>,
  filter: CaseFilter,
  handedTo: readonly number[] | null,
  onCut: () => void,
): AsyncGenerator<PointRow[]> {
  const idsOf = (order: ReturnType<typeof sql>) =>
    query<{ case_id: number }>(
      db,
      sql`select case_id from case_record where ${passing(filter, handedTo)} ${order} limit ${mostFiltered + 1}`,
    )
  let found = await idsOf(sql``)
  if (found.length > mostFiltered) {
    found = (await idsOf(sql`order by case_id desc`)).slice(0, mostFiltered)
    onCut()
  }
  const caseIds = found.map((row) => row.case_id).sort((a, b) => a - b)
  for (let from = 0; from < caseIds.length; from += pageSize) {
    const rows = await query<CaseTileRow>(
      db,
      sql`select ${caseColumns} from case_record c left join category k using (category_id)
          where c.geom is not null and c.case_id = any(${caseIds.slice(from, from + pageSize)}::bigint[])`,
    )
    yield rows.map(pointOfCase)
  }
}

function passing(filter: CaseFilter, handedTo: readonly number[] | null) {
  const passes = whereCases(expressionBuilder<Database, 'case_record'>(), filter)
  if (!handedTo) return passes
  // As the policy of those departments says it, which does not hold for the system.
  const departments = sql`${[...handedTo]}::int[]`
  return sql`${passes} and (case_record.department_id = any(${departments})
    or case_record.case_id = any (array(select handed_case_ids(${departments}))))`
}

function pointOfCase(row: CaseTileRow): PointRow {
  return {
    id: row.case_id,
    scopeAreaId: row.scope_area_id,
    lng: row.lng,
    lat: row.lat,
    values: [
      row.case_id,
      row.number,
      row.state,
      row.is_open,
      row.clock_level,
      row.severity,
      row.class_code,
      row.category_id,
      row.department_id,
      row.found_by,
    ],
    inner: [row.reported_at_ms, row.duty_grid_id, row.lng, row.lat],
  }
}

export async function readParts(db: Kysely<Database>, which: Which): Promise<PointRow[]> {
  const rows = await query<{
    part_id: number
    code: string
    class_code: string
    category_id: number
    condition: string
    scope_area_id: number
    lng: number
    lat: number
  }>(
    db,
    sql`select p.part_id, p.code, k.class_code, p.category_id, p.condition, p.scope_area_id,
          st_x(p.geom) as lng, st_y(p.geom) as lat
        from part p join category k using (category_id) where ${isLoaded('p.import_id')} and ${chosen('p.part_id', which)}`,
  )
  return rows.map((row) => ({
    id: row.part_id,
    scopeAreaId: row.scope_area_id,
    lng: row.lng,
    lat: row.lat,
    values: [row.part_id, row.code, row.class_code, row.category_id, row.condition],
  }))
}

export async function readSensors(db: Kysely<Database>, which: Which): Promise<PointRow[]> {
  const rows = await query<{
    sensor_id: number
    kind: string
    level: string
    scope_area_id: number
    lng: number
    lat: number
  }>(
    db,
    sql`select sensor_id, kind, level, scope_area_id, st_x(geom) as lng, st_y(geom) as lat
        from sensor where ${chosen('sensor_id', which)}`,
  )
  return rows.map((row) => ({
    id: row.sensor_id,
    scopeAreaId: row.scope_area_id,
    lng: row.lng,
    lat: row.lat,
    values: [row.sensor_id, row.kind, row.level, row.level === 'warn' || row.level === 'alarm'],
  }))
}

/** Units where they were last; one that has never been heard of stands at home, off. */
export async function readUnits(db: Kysely<Database>, which: Which): Promise<PointRow[]> {
  const rows = await query<{
    unit_id: number
    kind: string
    status: string
    department_id: number
    scope_area_id: number
    lng: number
    lat: number
  }>(
    db,
    sql`select u.unit_id, u.kind, coalesce(s.status, 'off') as status, u.department_id, u.scope_area_id,
          coalesce(s.lng, st_x(u.home)) as lng, coalesce(s.lat, st_y(u.home)) as lat
        from unit u left join unit_state s using (unit_id) where ${chosen('u.unit_id', which)}`,
  )
  return rows.map((row) => ({
    id: row.unit_id,
    scopeAreaId: row.scope_area_id,
    lng: row.lng,
    lat: row.lat,
    values: [row.unit_id, row.kind, row.status, row.department_id],
  }))
}

/** Today's areas, the larger ones first, what parts them, and a label point for each. */
export async function readAreas(
  db: Kysely<Database>,
): Promise<Record<'areas' | 'area_borders' | 'area_labels', ShapeRow[]>> {
  const rows = await query<{
    area_id: number
    code: string
    name: string
    name_en: string
    level: keyof typeof areaLabelMinZoom
    geometry: string
  }>(
    db,
    sql`select area_id, code, name, name_en, level, st_asgeojson(geom, 9) as geometry from area
        where upper_inf(valid) order by cardinality(path), area_id`,
  )
  const areas: ShapeRow[] = []
  const labels: ShapeRow[] = []
  for (const row of rows) {
    const geometry = JSON.parse(row.geometry) as Geometry
    areas.push({
      id: row.area_id,
      scopeAreaId: 0,
      geometry,
      values: [row.area_id, row.code, row.name, row.name_en, row.level],
    })
    const middle = representativePoint(geometry)
    if (!middle) continue
    labels.push({
      id: row.area_id,
      scopeAreaId: 0,
      geometry: { type: 'Point', coordinates: [...middle] },
      values: [row.area_id, row.name, row.name_en, row.level],
      minZoom: areaLabelMinZoom[row.level],
    })
  }
  const borders = sharedBorders(areas.map(({ geometry, values }) => ({ level: values.at(-1)!, geometry })))
  return {
    areas,
    area_borders: borders.map(({ level, line }, i) => ({
      id: i + 1,
      scopeAreaId: 0,
      geometry: { type: 'LineString', coordinates: line },
      values: [level],
    })),
    area_labels: labels,
  }
}

export async function readDutyGrids(db: Kysely<Database>): Promise<Record<'duty_grids', ShapeRow[]>> {
  const rows = await query<{
    duty_grid_id: number
    code: string
    name: string
    name_en: string
    scope_area_id: number
    geometry: string
  }>(
    db,
    sql`select duty_grid_id, code, name, name_en, scope_area_id, st_asgeojson(geom, 9) as geometry from duty_grid
        where upper_inf(valid) order by duty_grid_id`,
  )
  return {
    duty_grids: rows.map((row) => ({
      id: row.duty_grid_id,
      scopeAreaId: row.scope_area_id,
      geometry: JSON.parse(row.geometry) as Geometry,
      values: [row.duty_grid_id, row.code, row.name, row.name_en],
    })),
  }
}

export async function readUnitGrids(db: Kysely<Database>): Promise<Record<'unit_grids', ShapeRow[]>> {
  const rows = await query<{
    unit_grid_id: number
    code: string
    duty_grid_id: number
    land_use: string
    scope_area_id: number
    geometry: string
  }>(
    db,
    sql`select unit_grid_id, code, duty_grid_id, land_use, scope_area_id, st_asgeojson(geom, 9) as geometry from unit_grid
        where upper_inf(valid) order by unit_grid_id`,
  )
  return {
    unit_grids: rows.map((row) => ({
      id: row.unit_grid_id,
      scopeAreaId: row.scope_area_id,
      geometry: JSON.parse(row.geometry) as Geometry,
      values: [row.unit_grid_id, row.code, row.duty_grid_id, row.land_use],
    })),
  }
}

/** Larger features are drawn before smaller ones; points of a crowded layer come in by and by, so that far tiles stay light. */
export async function readLayerFeatures(db: Kysely<Database>): Promise<Record<'layer_features', ShapeRow[]>> {
  const rows = await query<{
    layer_feature_id: number
    layer_id: number
    name: string
    scope_area_id: number
    geometry: string
  }>(
    db,
    sql`select layer_feature_id, layer_id, name, scope_area_id,
          st_asgeojson(geom, 9) as geometry
        from layer_feature where ${isLoaded('import_id')} order by st_dimension(geom) desc, st_area(geom) desc, layer_feature_id`,
  )
  return {
    layer_features: rows.map((row) => ({
      id: row.layer_feature_id,
      scopeAreaId: row.scope_area_id,
      geometry: JSON.parse(row.geometry) as Geometry,
      values: [row.layer_feature_id, row.layer_id, row.name],
    })),
  }
}

/** All pages of a point layer, one after the other. */
export async function* pagesOf(read: (which: Which) => Promise<PointRow[]>): AsyncGenerator<PointRow[]> {
  for (let after = 0; ; ) {
    const rows = await read({ after })
    yield rows
    if (rows.length < pageSize) return
    after = rows.at(-1)!.id
  }
}

async function query<Row>(db: Kysely<Database>, text: ReturnType<typeof sql>): Promise<Row[]> {
  const { rows } = await withSystem(db, 'tiles', (trx) => text.execute(trx))
  return rows as Row[]
}
