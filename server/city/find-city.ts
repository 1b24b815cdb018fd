import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { BoundingBox, LngLat } from '../../geo/lng-lat.ts'
import type { Database } from '../db/schema.ts'

export type City = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly timeZone: string
  readonly bbox: BoundingBox
  readonly center: LngLat
  readonly unitSystem: 'metric' | 'us'
  readonly languages: readonly ('zh' | 'en')[]
  /** Null for a city without a seed; else the last seeded minute, ISO 8601. */
  readonly seededUntil: string | null
}

/** What of the city's profile every screen needs. */
const profileSchema = z.object({
  unitSystem: z.enum(['metric', 'us']).catch('metric'),
  languages: z.array(z.enum(['zh', 'en'])).catch(['zh', 'en']),
})

/** The deployment's city, undefined before one is loaded. */
export async function findCity(db: Kysely<Database>): Promise<City | undefined> {
  const row = await db.selectFrom('city').selectAll().executeTakeFirst()
  if (!row) return undefined
  const { unitSystem, languages } = profileSchema.parse(row.profile)
  return {
    code: row.code,
    name: row.name,
    nameEn: row.name_en,
    timeZone: row.time_zone,
    bbox: [row.min_lng, row.min_lat, row.max_lng, row.max_lat],
    center: [(row.min_lng + row.max_lng) / 2, (row.min_lat + row.max_lat) / 2],
    unitSystem,
    languages,
    seededUntil: row.seeded_until?.toISOString() ?? null,
  }
}

/** Whether a load was cut off: its seed is noted, its end is not. */
export async function isHalfLoaded(db: Kysely<Database>): Promise<boolean> {
  const row = await db.selectFrom('city').select(['seed', 'seeded_until']).executeTakeFirst()
  return row !== undefined && row.seed !== null && row.seeded_until === null
}
