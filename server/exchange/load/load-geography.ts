import { sql } from 'kysely'
import type { Trx } from '../../db/client.ts'
import type { BundleArea, BundleDutyGrid, BundleUnitGrid, MultiPolygonCoordinates } from '../bundle.ts'
import { geometryColumn, insertRows } from './insert-rows.ts'
import { inTransaction, type Loader } from './loader.ts'

export type Loaded = { readonly created: number; readonly changed: number; readonly unchanged: number }
type VersionedTable = 'area' | 'duty_grid' | 'unit_grid' | 'professional_grid'
const levels = ['city', 'district', 'subdistrict', 'community']

/**
 * Areas, then duty grids, then unit grids. One that is there and looks the same stays; one whose shape or name changed
 * gets a new version from now on, under its old id, and the old version keeps its time.
 */
export async function loadGeography(
  loader: Loader,
): Promise<{ areas: Loaded; dutyGrids: Loaded; unitGrids: Loaded }> {
  return {
    areas: await loadAreas(loader),
    dutyGrids: await loadDutyGrids(loader),
    unitGrids: await loadUnitGrids(loader),
  }
}

async function loadAreas(loader: Loader): Promise<Loaded> {
  const { bundle } = loader
  const sorted = [...bundle.areas].sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level))
  return await inTransaction(loader, async (trx) => {
    const ids = await idsOf(trx, 'area', bundle.sourceSystem, sorted)
    const pathOf = new Map<string, number[]>()
    for (const area of sorted) {
      const parents = area.parentCode === null ? [] : (pathOf.get(area.parentCode) ?? [])
      pathOf.set(area.code, [...parents, ids.get(area.code)!])
    }
    return await loadVersions<BundleArea>(loader, trx, 'area', sorted, ids, [
      { name: 'area_id', type: 'int', value: ({ code }) => ids.get(code) },
      { name: 'name_en', type: 'text', value: ({ nameEn }) => nameEn },
      { name: 'level', type: 'text', value: ({ level }) => level },
      {
        name: 'parent_area_id',
        type: 'int',
        value: ({ parentCode }) => (parentCode === null ? null : (ids.get(parentCode) ?? null)),
      },
      {
        name: 'path',
        type: 'text',
        value: ({ code }) => `{${pathOf.get(code)!.join(',')}}`,
        as: (column) => sql`${column}::int[]`,
      },
    ])
  })
}

async function loadDutyGrids(loader: Loader): Promise<Loaded> {
  return await inTransaction(loader, async (trx) => {
    const areaIds = await currentIds(trx, 'area', loader.bundle.sourceSystem)
    const ids = await idsOf(trx, 'duty_grid', loader.bundle.sourceSystem, loader.bundle.dutyGrids)
    return await loadVersions<BundleDutyGrid>(loader, trx, 'duty_grid', loader.bundle.dutyGrids, ids, [
      { name: 'duty_grid_id', type: 'int', value: ({ code }) => ids.get(code) },
      { name: 'name_en', type: 'text', value: ({ nameEn }) => nameEn },
      { name: 'scope_area_id', type: 'int', value: ({ areaCode }) => areaIds.get(areaCode) ?? 0 },
    ])
  })
}

async function loadUnitGrids(loader: Loader): Promise<Loaded> {
  return await inTransaction(loader, async (trx) => {
    const { sourceSystem, unitGrids } = loader.bundle
    const areaIds = await currentIds(trx, 'area', sourceSystem)
    const dutyGridIds = await currentIds(trx, 'duty_grid', sourceSystem)
    const ids = await idsOf(trx, 'unit_grid', sourceSystem, unitGrids)
    return await loadVersions<BundleUnitGrid>(loader, trx, 'unit_grid', unitGrids, ids, [
      { name: 'unit_grid_id', type: 'int', value: ({ code }) => ids.get(code) },
      { name: 'duty_grid_id', type: 'int', value: ({ dutyGridCode }) => dutyGridIds.get(dutyGridCode) },
      { name: 'scope_area_id', type: 'int', value: ({ areaCode }) => areaIds.get(areaCode) ?? 0 },
      { name: 'land_use', type: 'text', value: ({ landUse }) => landUse },
      { name: 'area_square_meters', type: 'float8', value: ({ areaSquareMeters }) => areaSquareMeters },
    ])
  })
}

/** Code → id of what holds now. */
export async function currentIds(
  trx: Trx,
  table: VersionedTable,
  sourceSystem: string,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ code: string; id: number }>`
    select source_id as code, ${sql.id(`${table}_id`)} as id from ${sql.table(table)}
    where source_system = ${sourceSystem} and upper_inf(valid)`.execute(trx)
  return new Map(rows.map(({ code, id }) => [code, id]))
}

/** Those, and new ids for what is new. */
export async function idsOf(
  trx: Trx,
  table: VersionedTable,
  sourceSystem: string,
  rows: readonly { readonly code: string }[],
): Promise<Map<string, number>> {
  const ids = await currentIds(trx, table, sourceSystem)
  const missing = rows.filter(({ code }) => !ids.has(code))
  const { rows: fresh } = await sql<{ id: number }>`
    select nextval(${`${table}_id_seq`}::regclass)::int as id from generate_series(1, ${missing.length}::int)`.execute(
    trx,
  )
  for (const [i, { code }] of missing.entries()) ids.set(code, fresh[i]!.id)
  return ids
}

type Shaped = { readonly code: string; readonly geometry: MultiPolygonCoordinates; readonly name?: string }

export async function loadVersions<Row extends Shaped>(
  loader: Loader,
  trx: Trx,
  table: VersionedTable,
  rows: readonly Row[],
  ids: ReadonlyMap<string, number>,
  columns: Parameters<typeof insertRows<Row>>[1]['columns'],
): Promise<Loaded> {
  const { sourceSystem, validFrom } = loader.bundle
  const nameIs = table === 'unit_grid' ? sql`true` : sql`t.name is not distinct from u.name`
  const { rows: standing } = await sql<{ code: string; isSame: boolean }>`
    select t.source_id as code,
      t.geom = ST_SetSRID(ST_GeomFromGeoJSON(u.g), 4326) and ${nameIs} as "isSame"
    from unnest(${rows.map(({ code }) => code)}::text[], ${rows.map(({ name }) => name ?? null)}::text[],
      ${rows.map(({ geometry }) => multiPolygon(geometry))}::text[]) as u(code, name, g)
    join ${sql.table(table)} t on t.source_system = ${sourceSystem} and t.source_id = u.code and upper_inf(t.valid)`.execute(
    trx,
  )
  const isSame = new Map(standing.map((row) => [row.code, row.isSame]))
  const changed = rows.filter(({ code }) => isSame.get(code) === false)
  await sql`update ${sql.table(table)} set valid = tstzrange(lower(valid), ${loader.now})
    where ${sql.id(`${table}_id`)} = any(${changed.map(({ code }) => ids.get(code)!)}::int[]) and upper_inf(valid)`.execute(
    trx,
  )
  const from = (row: Row) => (isSame.has(row.code) ? loader.now.toISOString() : validFrom)
  const insert = {
    table,
    columns: [
      ...columns,
      { name: 'code', type: 'text', value: ({ code }: Row) => code },
      ...(table === 'unit_grid'
        ? []
        : [{ name: 'name', type: 'text', value: ({ name }: Row) => name ?? '' }]),
      {
        name: 'valid',
        type: 'text',
        value: (row: Row) => `[${from(row)},)`,
        as: (c: Sql) => sql`${c}::tstzrange`,
      },
      geometryColumn<Row>('geom', ({ geometry }) => ({ type: 'MultiPolygon', coordinates: geometry })),
      { name: 'source_system', type: 'text', value: () => sourceSystem },
      { name: 'source_id', type: 'text', value: ({ code }: Row) => code },
    ],
  }
  const written = rows.filter(({ code }) => isSame.get(code) !== true)
  await insertRows(trx, insert, written)
  loader.onProgress(table, 1)
  return {
    created: written.length - changed.length,
    changed: changed.length,
    unchanged: rows.length - written.length,
  }
}

type Sql = ReturnType<typeof sql>

function multiPolygon(coordinates: unknown): string {
  return JSON.stringify({ type: 'MultiPolygon', coordinates })
}
