import { type Kysely, sql } from 'kysely'
import type { AttachmentStore } from '../server/attachments/attachment-store.ts'
import { withSystem } from '../server/db/client.ts'
import type { Database } from '../server/db/schema.ts'
import { putBack } from '../server/db/set-aside.ts'
import { CodedError } from '../server/errors.ts'
import { loadBundle } from '../server/exchange/load/load-bundle.ts'
import { generateCity } from './city/generate-city.ts'
import { isPresetName, presets } from './city/presets.ts'
import { holdLoad } from './hold-load.ts'
import { loadControlAreas } from './load-control-areas.ts'
import { loadInspections } from './load-inspections.ts'
import { loadPhotos } from './load-photos.ts'
import { loadProgress } from './load-progress.ts'

export type SeedOptions = {
  readonly db: Kysely<Database>
  /** Address of a native database, for COPY; undefined where it is the embedded one. */
  readonly databaseUrl?: string | undefined
  /** One of `presets`. */
  readonly preset: string
  readonly seed: string
  /** The last seeded minute. A start after a pause does not fill the pause: it stays a gap, and open clocks run on. */
  readonly endsAt: Date
  readonly onProgress: (line: string) => void
  /** Where pictures are kept; absent: the city has none. */
  readonly attachments?: AttachmentStore
}

/**
 * Makes the seeded city and loads it into an empty database. A load that was cut off (it has a seed, but no
 * `seeded_until`) is taken out and made anew; a finished city or an imported one is left alone and refused.
 */
export async function loadSeededCity(options: SeedOptions): Promise<void> {
  const letGo = options.databaseUrl === undefined ? undefined : await holdLoad(options.databaseUrl)
  try {
    await loadHeld(options)
  } finally {
    await letGo?.()
  }
}

async function loadHeld(options: SeedOptions): Promise<void> {
  const { db, databaseUrl, preset, seed, endsAt, onProgress, attachments } = options
  if (!isPresetName(preset)) {
    const known = Object.keys(presets).join(', ')
    throw new CodedError(
      'bad_input',
      'UNKNOWN_PRESET',
      `没有名为 ${preset} 的城市预设；可用：${known}，或 none（留空待导入）`,
      `There is no city preset ${preset}; known: ${known}, or none (stays empty for an import)`,
    )
  }
  await clearHalfLoad(db, onProgress)
  const startedMs = performance.now()
  const city = generateCity(seed, endsAt.toISOString(), preset)
  onProgress(
    `City made in ${seconds(startedMs)} s: ${city.unitGrids.length} unit grids, ${city.sensors.length} sensors; its life follows as it is loaded`,
  )
  await markStarted(db, city.city, seed)
  const loadMs = performance.now()
  await loadBundle(db, city, {
    now: new Date(city.endsAt),
    hasLiveCases: true,
    isFresh: true,
    copyUrl: databaseUrl,
    onProgress: loadProgress(onProgress, () => performance.now()),
  })
  await loadControlAreas(db, new Date(city.endsAt))
  await loadInspections(db, new Date(city.endsAt))
  if (attachments) await loadPhotos(db, attachments, seed)
  await withSystem(db, 'seed', (trx) =>
    trx
      .updateTable('city')
      .set({
        seed,
        seeded_until: new Date(city.endsAt),
        // Who lives on in it grows the same ground again.
        profile: sql`profile || ${JSON.stringify({ preset })}::jsonb`,
      })
      .execute(),
  )
  onProgress(`City loaded in ${seconds(loadMs)} s`)
}

function seconds(sinceMs: number): string {
  return ((performance.now() - sinceMs) / 1000).toFixed(1)
}

/** The seed on the city's row says that a load is under way, until `seeded_until` says that it is done. */
async function markStarted(
  db: Kysely<Database>,
  city: {
    readonly code: string
    readonly name: string
    readonly nameEn: string
    readonly timeZone: string
    readonly bbox: readonly [number, number, number, number]
  },
  seed: string,
): Promise<void> {
  const [minLng, minLat, maxLng, maxLat] = city.bbox
  await withSystem(db, 'seed', (trx) =>
    trx
      .insertInto('city')
      .values({
        code: city.code,
        name: city.name,
        name_en: city.nameEn,
        time_zone: city.timeZone,
        min_lng: minLng,
        min_lat: minLat,
        max_lng: maxLng,
        max_lat: maxLat,
        seed,
        profile: JSON.stringify({}),
      })
      .execute(),
  )
}

/** What a load writes. Migrations, accounts, keys and what jobs ran stay. */
const CITY_TABLES = [
  'city',
  'area',
  'duty_grid',
  'unit_grid',
  'unit_grid_seen',
  'duty_grid_person',
  'professional_grid',
  'basemap_feature',
  'road_node',
  'road_edge',
  'place',
  'department',
  'person',
  'person_private',
  'roster_shift',
  'unit',
  'unit_shift',
  'unit_state',
  'track_point',
  'category',
  'category_limit',
  'duty',
  'calendar_day',
  'work_period',
  'rule',
  'part',
  'sensor',
  'reading',
  'inspection',
  'control_area',
  'inspection_item',
  'inspection_object',
  'inspection_inspector',
  'report',
  'report_private',
  'report_conflict',
  'case_attachment',
  'case_record',
  'case_history',
  'case_step',
  'event_log',
  'index_definition',
  'index_value',
] as const satisfies readonly (keyof Database)[]

async function clearHalfLoad(db: Kysely<Database>, onProgress: (line: string) => void): Promise<void> {
  const standing = await db
    .selectFrom('city')
    .select(['name', 'name_en', 'seed', 'seeded_until'])
    .executeTakeFirst()
  if (!standing) return
  if (standing.seed === null || standing.seeded_until !== null) {
    throw new CodedError(
      'conflict',
      'CITY_PRESENT',
      `此数据库已有城市：${standing.name}`,
      `This database already holds a city: ${standing.name_en}`,
    )
  }
  onProgress('An earlier load was cut off; taking it out …')
  await clearCity(db)
}

/** Takes out everything that a load writes, and makes what a load that was cut off had set aside. */
export async function clearCity(db: Kysely<Database>): Promise<void> {
  await withSystem(db, 'seed', (trx) =>
    sql`truncate ${sql.join(CITY_TABLES.map((name) => sql.table(name)))} restart identity cascade`.execute(
      trx,
    ),
  )
  await putBack(db)
}
