import { type Kysely, sql } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import type { Database } from '../db/schema.ts'
import type { ClosureReason } from './closure-reason.ts'

/** A stretch of road that is closed for a time; instants in milliseconds since 1970. */
export type RoadClosure = {
  readonly roadClosureId: number
  /** Of the road. */
  readonly name: string
  readonly nameEn: string
  readonly reason: ClosureReason
  readonly note: string
  readonly fromMs: number
  /** Null until further notice. */
  readonly untilMs: number | null
  readonly closedByName: string
  readonly lngLats: readonly LngLat[]
}

/** Those that hold at some moment of a period, the earliest first. Public knowledge: no scope applies. */
export async function readClosures(
  db: Kysely<Database>,
  { from, to }: { readonly from: Date; readonly to?: Date },
): Promise<RoadClosure[]> {
  const { rows } = await sql<RoadClosure>`
    select road_closure_id as "roadClosureId", name, name_en as "nameEn", reason, note,
      (extract(epoch from from_at) * 1000)::float8 as "fromMs",
      (extract(epoch from least(until_at, reopened_at)) * 1000)::float8 as "untilMs",
      closed_by_name as "closedByName", st_asgeojson(geom, 7)::jsonb -> 'coordinates' as "lngLats"
    from road_closure
    where coalesce(least(until_at, reopened_at), 'infinity') > greatest(${from}, from_at)
      and (from_at <= ${to ?? null}::timestamptz) is not false
    order by from_at, road_closure_id`.execute(db)
  return rows
}
