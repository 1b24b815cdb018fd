import { sql } from 'kysely'
import type { Locator } from '../../locate/locator.ts'
import type { BundleInspection, BundleTrackPoint, Instant } from '../bundle.ts'
import { pointColumn } from './insert-rows.ts'
import { partIdsBySource } from './load-objects.ts'
import { idsByCode } from './load-organization.ts'
import { insertInChunks, inTransaction, type Loader } from './loader.ts'

/** When each unit grid was last reported from, by what this source said. */
async function lastReports(loader: Loader) {
  const { rows } = await inTransaction(loader, async (trx) => {
    await sql`set local statement_timeout = 0`.execute(trx)
    return await sql<{ unitGridId: number; at: Instant }>`
      select unit_grid_id as "unitGridId", to_char(max(reported_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
      from case_record where source_system = ${loader.bundle.sourceSystem} and unit_grid_id is not null
      group by 1`.execute(trx)
  })
  return rows
}

type Seen = { track: Instant | null; report: Instant | null; inspection: Instant | null }

/** Tracks, inspections, where each unit is now, and when each unit grid was last looked into. */
export async function loadMovement(loader: Loader, locator: Locator): Promise<void> {
  const { bundle } = loader
  const { unitIds, personIds, partIds, hasTracks, hasInspections } = await inTransaction(
    loader,
    async (trx) => ({
      unitIds: await idsByCode(trx, 'unit'),
      personIds: await idsByCode(trx, 'person'),
      partIds: await partIdsBySource(trx, bundle.sourceSystem),
      hasTracks: (await trx.selectFrom('track_point').select('unit_id').limit(1).execute()).length > 0,
      hasInspections:
        (await trx.selectFrom('inspection').select('inspection_id').limit(1).execute()).length > 0,
    }),
  )
  const seen = new Map<number, Seen>()
  const see = (at: Instant, by: keyof Seen, lng: number, lat: number) => {
    const id = locator.locate(lng, lat).unitGrid?.unitGridId
    if (id === undefined) return
    const times = seen.get(id) ?? { track: null, report: null, inspection: null }
    if (times[by] === null || times[by] < at) times[by] = at
    seen.set(id, times)
  }
  const tracks = [...bundle.tracks].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const last = new Map<string, BundleTrackPoint>()
  for (const point of tracks) {
    see(point.at, 'track', ...point.lngLat)
    last.set(point.unitCode, point)
  }
  for (const { at, lngLat } of bundle.inspections) see(at, 'inspection', ...lngLat)
  for (const { unitGridId, at } of await lastReports(loader)) {
    const times = seen.get(unitGridId) ?? { track: null, report: null, inspection: null }
    seen.set(unitGridId, { ...times, report: at })
  }

  // Points have no identity of their own: they are written once, into empty tables.
  if (!hasTracks) {
    await insertInChunks<BundleTrackPoint>(
      loader,
      'tracks',
      {
        table: 'track_point',
        columns: [
          { name: 'unit_id', type: 'int', value: ({ unitCode }) => unitIds.get(unitCode) },
          { name: 'at', type: 'timestamptz', value: ({ at }) => at },
          { name: 'lng', type: 'float8', value: ({ lngLat }) => lngLat[0] },
          { name: 'lat', type: 'float8', value: ({ lngLat }) => lngLat[1] },
        ],
      },
      tracks,
    )
  }
  if (!hasInspections) {
    await insertInChunks<BundleInspection>(
      loader,
      'inspections',
      {
        table: 'inspection',
        columns: [
          {
            name: 'person_id',
            type: 'int',
            value: ({ personCode }) => (personCode === null ? null : (personIds.get(personCode) ?? null)),
          },
          {
            name: 'part_id',
            type: 'int',
            value: ({ partSourceId }) => (partSourceId === null ? null : (partIds.get(partSourceId) ?? null)),
          },
          { name: 'at', type: 'timestamptz', value: ({ at }) => at },
          { name: 'result', type: 'text', value: ({ result }) => result },
          {
            name: 'scope_area_id',
            type: 'int',
            value: ({ lngLat }) => locator.locate(...lngLat).scopeAreaId,
          },
          {
            name: 'unit_grid_id',
            type: 'int',
            value: ({ lngLat }) => locator.locate(...lngLat).unitGrid?.unitGridId ?? null,
          },
          pointColumn('geom', ({ lngLat }) => lngLat),
        ],
      },
      bundle.inspections,
    )
  }
  await insertInChunks(
    loader,
    'unit positions',
    {
      table: 'unit_state',
      columns: [
        { name: 'unit_id', type: 'int', value: (row) => row.unitId },
        { name: 'lng', type: 'float8', value: (row) => row.lngLat[0] },
        { name: 'lat', type: 'float8', value: (row) => row.lngLat[1] },
        { name: 'at', type: 'timestamptz', value: (row) => row.at },
      ],
      conflict: sql`on conflict (unit_id) do nothing`,
    },
    bundle.units.map(({ code, home }) => ({
      unitId: unitIds.get(code)!,
      lngLat: last.get(code)?.lngLat ?? home,
      at: last.get(code)?.at ?? bundle.validFrom,
    })),
  )
  await insertInChunks(
    loader,
    'seen cells',
    {
      table: 'unit_grid_seen',
      columns: [
        { name: 'unit_grid_id', type: 'int', value: ([id]) => id },
        { name: 'track_at', type: 'timestamptz', value: ([, { track }]) => track },
        { name: 'report_at', type: 'timestamptz', value: ([, { report }]) => report },
        { name: 'inspection_at', type: 'timestamptz', value: ([, { inspection }]) => inspection },
      ],
      conflict: sql`on conflict (unit_grid_id) do update set
        track_at = greatest(unit_grid_seen.track_at, excluded.track_at),
        report_at = greatest(unit_grid_seen.report_at, excluded.report_at),
        inspection_at = greatest(unit_grid_seen.inspection_at, excluded.inspection_at)`,
    },
    [...seen],
  )
}
