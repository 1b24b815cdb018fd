import { sql } from 'kysely'
import type { Trx } from '../../db/client.ts'
import type { Locator } from '../../locate/locator.ts'
import type { Place } from '../../locate/place.ts'
import { levelOf, type SensorLevel } from '../../sensors/level-of.ts'
import type { BasemapFeature, BundlePart, BundleSensor } from '../bundle.ts'
import { geometryColumn, jsonColumn, pointColumn } from './insert-rows.ts'
import { idsByCode } from './load-organization.ts'
import { insertInChunks, inTransaction, type Loader } from './loader.ts'

/** What the map is drawn from; a feature that is there is replaced. */
export function loadBasemap(loader: Loader): Promise<number> {
  const { bundle } = loader
  return insertInChunks<BasemapFeature>(
    loader,
    'basemap',
    {
      table: 'basemap_feature',
      columns: [
        { name: 'layer', type: 'text', value: ({ layer }) => layer },
        { name: 'class', type: 'text', value: (feature) => feature.class },
        { name: 'name', type: 'text', value: ({ name }) => name },
        { name: 'name_en', type: 'text', value: ({ nameEn }) => nameEn },
        { name: 'rank', type: 'smallint', value: ({ rank }) => rank },
        { name: 'height_meters', type: 'real', value: ({ heightMeters }) => heightMeters },
        { name: 'is_bridge', type: 'boolean', value: ({ isBridge }) => isBridge ?? false },
        { name: 'is_tunnel', type: 'boolean', value: ({ isTunnel }) => isTunnel ?? false },
        { name: 'is_one_way', type: 'boolean', value: ({ isOneWay }) => isOneWay ?? false },
        geometryColumn('geom', ({ geometry }) => geometry),
        { name: 'source_system', type: 'text', value: () => bundle.sourceSystem },
        { name: 'source_id', type: 'text', value: ({ sourceId }) => sourceId },
      ],
      conflict: sql`on conflict (source_system, source_id) do update set class = excluded.class, name = excluded.name,
        name_en = excluded.name_en, rank = excluded.rank, height_meters = excluded.height_meters,
        is_bridge = excluded.is_bridge, is_tunnel = excluded.is_tunnel, is_one_way = excluded.is_one_way,
        geom = excluded.geom`,
    },
    bundle.basemap,
  )
}

/** City parts, each in its unit grid and duty grid by spatial join; one that is there takes the source's newest word. */
export async function loadParts(loader: Loader, locator: Locator): Promise<number> {
  const { bundle } = loader
  const { categoryIds, departmentIds } = await inTransaction(loader, async (trx) => ({
    categoryIds: await idsByCode(trx, 'category'),
    departmentIds: await idsByCode(trx, 'department'),
  }))
  return insertInChunks<PlacedPart>(
    loader,
    'parts',
    {
      table: 'part',
      columns: [
        { name: 'code', type: 'text', value: ({ code }) => code },
        { name: 'category_id', type: 'int', value: ({ categoryCode }) => categoryIds.get(categoryCode) },
        { name: 'name', type: 'text', value: ({ name }) => name },
        { name: 'name_en', type: 'text', value: ({ nameEn }) => nameEn },
        { name: 'condition', type: 'text', value: ({ condition }) => condition },
        {
          name: 'in_charge_department_id',
          type: 'int',
          value: ({ inChargeDepartmentCode: code }) =>
            code === null ? null : (departmentIds.get(code) ?? null),
        },
        { name: 'owner', type: 'text', value: ({ owner }) => owner },
        { name: 'maintainer', type: 'text', value: ({ maintainer }) => maintainer },
        { name: 'installed_on', type: 'date', value: ({ installedOn }) => installedOn },
        { name: 'address', type: 'text', value: ({ address }) => address },
        { name: 'scope_area_id', type: 'int', value: ({ place }) => place.scopeAreaId },
        { name: 'unit_grid_id', type: 'int', value: ({ place }) => place.unitGrid?.unitGridId ?? null },
        { name: 'duty_grid_id', type: 'int', value: ({ place }) => place.dutyGrid?.dutyGridId ?? null },
        pointColumn('geom', ({ lngLat }) => lngLat),
        jsonColumn('attributes', ({ attributes }) => attributes),
        { name: 'source_system', type: 'text', value: () => bundle.sourceSystem },
        { name: 'source_id', type: 'text', value: ({ sourceId }) => sourceId },
      ],
      conflict: sql`on conflict (source_system, source_id) do update set category_id = excluded.category_id, name = excluded.name,
        name_en = excluded.name_en, condition = excluded.condition, in_charge_department_id = excluded.in_charge_department_id,
        owner = excluded.owner, maintainer = excluded.maintainer, installed_on = excluded.installed_on, address = excluded.address,
        scope_area_id = excluded.scope_area_id, unit_grid_id = excluded.unit_grid_id, duty_grid_id = excluded.duty_grid_id,
        geom = excluded.geom, attributes = excluded.attributes`,
    },
    placed(bundle.parts, locator),
    Array.isArray(bundle.parts) ? bundle.parts.length : undefined,
  )
}

type PlacedPart = BundlePart & { readonly place: Place }

function* placed(parts: Iterable<BundlePart>, locator: Locator): Generator<PlacedPart> {
  for (const part of parts) yield { ...part, place: locator.locate(...part.lngLat) }
}

/** The source's id → ours. */
export async function partIdsBySource(trx: Trx, sourceSystem: string): Promise<Map<string, number>> {
  const rows = await trx
    .selectFrom('part')
    .select(['source_id', 'part_id'])
    .where('source_system', '=', sourceSystem)
    .execute()
  return new Map(rows.map((row) => [row.source_id, row.part_id]))
}

/** Sensors with their last value and level, then their readings. */
export async function loadSensors(loader: Loader, locator: Locator): Promise<number> {
  const { bundle } = loader
  const inserted = await insertInChunks<BundleSensor>(
    loader,
    'sensors',
    {
      table: 'sensor',
      columns: [
        { name: 'code', type: 'text', value: ({ code }) => code },
        { name: 'name', type: 'text', value: ({ name }) => name },
        { name: 'name_en', type: 'text', value: ({ nameEn }) => nameEn },
        { name: 'kind', type: 'text', value: ({ kind }) => kind },
        { name: 'unit_of_measure', type: 'text', value: ({ unitOfMeasure }) => unitOfMeasure },
        { name: 'warn_above', type: 'float8', value: ({ warnAbove }) => warnAbove },
        { name: 'alarm_above', type: 'float8', value: ({ alarmAbove }) => alarmAbove },
        { name: 'scope_area_id', type: 'int', value: ({ lngLat }) => locator.locate(...lngLat).scopeAreaId },
        pointColumn('geom', ({ lngLat }) => lngLat),
        { name: 'last_value', type: 'float8', value: ({ readings }) => readings.at(-1)?.value ?? null },
        { name: 'last_at', type: 'timestamptz', value: ({ readings }) => readings.at(-1)?.at ?? null },
        { name: 'level', type: 'text', value: levelNow },
      ],
      conflict: sql`on conflict (code) do nothing`,
    },
    bundle.sensors,
  )
  const sensorIds = await inTransaction(loader, (trx) => idsByCode(trx, 'sensor'))
  await insertInChunks(
    loader,
    'readings',
    {
      table: 'reading',
      columns: [
        { name: 'sensor_id', type: 'int', value: (row) => row.sensorId },
        { name: 'at', type: 'timestamptz', value: (row) => row.at },
        { name: 'value', type: 'float8', value: (row) => row.value },
      ],
      conflict: sql`on conflict do nothing`,
    },
    readingsOf(bundle.sensors, sensorIds),
    bundle.sensors.reduce((sum, { readings }) => sum + readings.length, 0),
  )
  return inserted
}

function* readingsOf(sensors: readonly BundleSensor[], sensorIds: ReadonlyMap<string, number>) {
  for (const { code, readings } of sensors) {
    const sensorId = sensorIds.get(code)!
    for (const { at, value } of readings) yield { sensorId, at, value }
  }
}

function levelNow({ readings, warnAbove, alarmAbove }: BundleSensor): SensorLevel {
  const last = readings.at(-1)
  return last ? levelOf(last.value, warnAbove, alarmAbove) : 'silent'
}
