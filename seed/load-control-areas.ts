import { type Kysely, sql } from 'kysely'
import { withSystem } from '../server/db/client.ts'
import type { Database } from '../server/db/schema.ts'
import { controlAreas } from './packs/city-management/control-areas.ts'

const BEFORE_DAYS = 60
const AFTER_DAYS = 400

/** Lays the pack's control areas over the loaded city's unit grids. */
export async function loadControlAreas(db: Kysely<Database>, endsAt: Date): Promise<void> {
  const shift = (days: number) => new Date(endsAt.getTime() + days * 86_400_000)
  await withSystem(db, 'seed', async (trx) => {
    for (const { code, share, name, nameEn, reason, reasonEn } of controlAreas)
      await sql`
        insert into control_area (code, name, name_en, reason, reason_en, from_at, until_at, geom)
        select ${code}, ${name}, ${nameEn}, ${reason}, ${reasonEn}, ${shift(-BEFORE_DAYS)}, ${shift(AFTER_DAYS)}, geom
        from (
          select geom, row_number() over (order by code collate "C") as nth, count(*) over () as n
          from unit_grid where upper_inf(valid)
        ) g
        where nth = 1 + floor(n * ${share}::float8)
        on conflict (code) do nothing`.execute(trx)
  })
}
