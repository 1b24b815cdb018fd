import type { Kysely } from 'kysely'
import pg from 'pg'
import type { Database } from '../../db/schema.ts'
import { putBack, setAside } from '../../db/set-aside.ts'
import { CodedError } from '../../errors.ts'
import { appendEvent } from '../../events/append-event.ts'
import { readGeography } from '../../locate/geography.ts'
import { Locator } from '../../locate/locator.ts'
import type { CityBundle } from '../bundle.ts'
import { loadBasis } from './load-basis.ts'
import { loadCases } from './load-cases.ts'
import { type Loaded, loadGeography } from './load-geography.ts'
import { loadMovement } from './load-movement.ts'
import { loadBasemap, loadParts, loadSensors } from './load-objects.ts'
import { loadOrganization } from './load-organization.ts'
import { loadPlaces, loadRoads } from './load-places.ts'
import { loadProfessionalGrids } from './load-professional-grids.ts'
import { inTransaction, type Loader } from './loader.ts'

export type LoadOptions = {
  readonly now: Date
  /** Open cases keep running clocks: a seeded city's, not those of another system's past. */
  readonly hasLiveCases: boolean
  /** The database holds nothing of a city yet, and what is cut off is taken out and made anew. */
  readonly isFresh?: boolean
  /** Address of a native database, which a fresh load writes by COPY. */
  readonly copyUrl?: string | undefined
  readonly onProgress?: (step: string, share: number, rows?: number) => void
}
export type LoadResult = {
  readonly areas: Loaded
  readonly dutyGrids: Loaded
  readonly unitGrids: Loaded
  readonly cases: Loaded & { readonly conflicts: number }
  readonly parts: number
  readonly basemap: number
  readonly sensors: number
}

/** What a fresh load fills with many rows: their indexes are built when they are full. */
export const BULK_TABLES: readonly string[] = [
  'part',
  'reading',
  'report',
  'report_private',
  'case_record',
  'case_step',
  'case_history',
  'event_log',
  'track_point',
  'inspection',
]

/**
 * Loads a city, or loads it again: what is there by source system and id is not doubled. A database holds one city;
 * another one is refused before anything is written.
 */
export async function loadBundle(
  db: Kysely<Database>,
  bundle: CityBundle,
  { now, hasLiveCases, isFresh = false, copyUrl, onProgress = () => {} }: LoadOptions,
): Promise<LoadResult> {
  const loader: Loader = { db, bundle, now, isFresh, copyUrl: isFresh ? copyUrl : undefined, onProgress }
  await loadCity(loader)
  const geography = await loadGeography(loader)
  await loadOrganization(loader)
  await loadBasis(loader)
  await loadProfessionalGrids(loader)
  const locator = new Locator(await readGeography(db))
  if (isFresh) await setAside(db, BULK_TABLES)
  const basemap = await loadBasemap(loader)
  await loadRoads(loader)
  await loadPlaces(loader, locator)
  const parts = await loadParts(loader, locator)
  const sensors = await loadSensors(loader, locator)
  const cases = await loadCases(loader, locator, hasLiveCases)
  await loadMovement(loader, locator)
  if (isFresh) {
    await putBack(db, {
      ...(copyUrl !== undefined && { sortMemory: '512MB' }),
      onProgress: (done, of) => onProgress('indexes', done / of, done),
    })
    // Only of what was vacuumed can an index answer alone.
    if (copyUrl !== undefined) await vacuum(copyUrl, 'case_record')
  }
  await inTransaction(loader, (trx) =>
    appendEvent(trx, {
      type: 'city.loaded',
      at: now,
      scopeAreaId: 0,
      entity: 'city',
      entityId: bundle.city.code,
      actor: bundle.sourceSystem,
      data: { cases: cases.created, parts },
    }),
  )
  return { ...geography, cases, parts, basemap, sensors }
}

async function vacuum(url: string, table: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query('set statement_timeout = 0')
    await client.query(`vacuum ${pg.escapeIdentifier(table)}`)
  } finally {
    await client.end()
  }
}

async function loadCity(loader: Loader): Promise<void> {
  const { city, sourceSystem } = loader.bundle
  await inTransaction(loader, async (trx) => {
    const standing = await trx.selectFrom('city').select(['code', 'name']).executeTakeFirst()
    if (standing && standing.code !== city.code) {
      throw new CodedError(
        'conflict',
        'ANOTHER_CITY',
        `此数据库已是${standing.name}，一库一城；请另设 DATA_DIR 或 DATABASE_URL 导入${city.name}`,
        `This database holds ${standing.name}; one database holds one city. Set another DATA_DIR or DATABASE_URL for ${city.nameEn}`,
      )
    }
    const [minLng, minLat, maxLng, maxLat] = city.bbox
    const values = {
      name: city.name,
      name_en: city.nameEn,
      time_zone: city.timeZone,
      min_lng: minLng,
      min_lat: minLat,
      max_lng: maxLng,
      max_lat: maxLat,
      profile: JSON.stringify({ ...city, sourceSystem }),
    }
    await trx
      .insertInto('city')
      .values({ ...values, code: city.code })
      .onConflict((conflict) => conflict.column('city_id').doUpdateSet(values))
      .execute()
  })
}
