import { sql } from 'kysely'
import type { Trx } from '../db/client.ts'

export type Feed = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly lastAt: string | null
  readonly stale: boolean
}

/** A feed is stale when nothing came for as long as it never is silent. */
export async function readFeeds(trx: Trx, now: Date): Promise<Feed[]> {
  const { rows } = await sql<{ cases: Date | null; units: Date | null; sensors: Date | null }>`
    select (select max(reported_at) from case_record) as cases, (select max(at) from unit_state) as units,
      (select max(last_at) from sensor) as sensors`.execute(trx)
  const times = rows[0]!
  const feed = (code: string, name: string, nameEn: string, at: Date | null, staleMinutes: number) => ({
    code,
    name,
    nameEn,
    lastAt: at?.toISOString() ?? null,
    stale: at === null || now.getTime() - at.getTime() > staleMinutes * 60_000,
  })
  return [
    feed('cases', '案件', 'Cases', times.cases, 180),
    feed('units', '力量定位', 'Unit positions', times.units, 10),
    feed('sensors', '物联感知', 'Sensors', times.sensors, 60),
  ]
}
