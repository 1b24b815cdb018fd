import { sql } from 'kysely'
import { z } from 'zod'
import { type CaseFilter, caseFilterSchema, whereCases } from '../cases/case-filter.ts'
import { type Trx, withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import { holds } from '../identity/permissions.ts'
import { type RoadClosure, readClosures } from '../roads/closures.ts'
import type { Services } from '../services.ts'

const MOST_HOURS = 7 * 24
const MOST_CASES = 5000
/** So many places of a unit draw its way at any width of a screen. */
const TRACK_POINTS = 400
const HOUR_MS = 3_600_000

export const replaySchema = z
  .object({
    from: z.iso.datetime({ offset: true }),
    to: z.iso.datetime({ offset: true }),
    /** The desk's; which are open and how they stand to their deadline is found of each moment. */
    filter: caseFilterSchema.optional(),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ['to'],
    message: 'The end lies before the beginning',
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MOST_HOURS * HOUR_MS, {
    path: ['from'],
    message: `At most ${MOST_HOURS} hours`,
  })

/** A case that was open in the period; instants in milliseconds since 1970. */
type ReplayCase = {
  readonly caseId: number
  readonly foundBy: string
  /** Null where it has no place. */
  readonly lng: number | null
  readonly lat: number | null
  readonly fromMs: number
  /** Null while it is open. */
  readonly toMs: number | null
  readonly warnMs: number | null
  readonly dueMs: number | null
}
export type ReplayTrack = {
  readonly unitId: number
  /** In order of time. */
  readonly points: readonly (readonly [atMs: number, lng: number, lat: number])[]
}
export type Replay = {
  readonly cases: readonly ReplayCase[]
  /** There were more cases than these, the longest open. */
  readonly isCapped: boolean
  readonly tracks: readonly ReplayTrack[]
  readonly closures: readonly RoadClosure[]
}

/**
 * What the map needs to show any moment of a period: the cases that were open then and where the units drove, thinned.
 * A deadline is shown as it is today: one that was moved since is shown where it was moved to.
 */
export function readReplay(
  services: Services,
  actor: Actor,
  { from, to, filter = {} }: z.output<typeof replaySchema>,
): Promise<Replay> {
  const [start, end] = [new Date(from), new Date(to)]
  return withScope(services.db, actor, async (trx) => {
    const cases = await readCases(trx, start, end, filter)
    return {
      cases: cases.slice(0, MOST_CASES),
      isCapped: cases.length > MOST_CASES,
      closures: await readClosures(trx, { from: start, to: end }),
      tracks: holds(actor.roles, 'units.read') ? await readTracks(trx, start, end) : [],
    }
  })
}

async function readCases(trx: Trx, from: Date, to: Date, filter: CaseFilter): Promise<ReplayCase[]> {
  const { open, openAt: _, clockLevels: __, ...lasting } = filter
  const ofFilter = { ...lasting, ...(open === false && { open }) }
  const { rows } = await sql<ReplayCase>`
    select case_id as "caseId", found_by as "foundBy", st_x(geom) as lng, st_y(geom) as lat,
      ${ms('reported_at')} as "fromMs", ${ms('ended_at')} as "toMs", ${ms('warn_at')} as "warnMs", ${ms('due_at')} as "dueMs"
    from (
      ${trx
        .selectFrom('case_record')
        .selectAll()
        .select(
          sql`case when state in ('closed','canceled') then coalesce(closed_at, updated_at) end`.as(
            'ended_at',
          ),
        )
        .where((eb) => whereCases(eb, ofFilter))
        .where(sql<boolean>`family is distinct from 'merged'`)
        .where('reported_at', '<=', to)
        .where(sql<boolean>`(state not in ('closed','canceled') or updated_at >= ${from})`)}
    ) c where ended_at is null or ended_at >= ${from}
    order by reported_at, case_id limit ${MOST_CASES + 1}`.execute(trx)
  return rows
}

async function readTracks(trx: Trx, from: Date, to: Date): Promise<ReplayTrack[]> {
  const bucketSeconds = Math.max(5, (to.getTime() - from.getTime()) / 1000 / TRACK_POINTS)
  const { rows } = await sql<{ unit_id: number; at_ms: number; lng: number; lat: number }>`
    select unit_id, ${ms('at')} as at_ms, lng, lat from (
      select distinct on (unit_id, bucket) unit_id, at, lng, lat
      from (
        select *, floor(extract(epoch from at) / ${bucketSeconds}::float8) as bucket
        from track_point where at >= ${from} and at <= ${to}
      ) near
      order by unit_id, bucket, at
    ) thinned order by unit_id, at`.execute(trx)
  return [...Map.groupBy(rows, (row) => row.unit_id)].map(([unitId, some]) => ({
    unitId,
    points: some.map(({ at_ms, lng, lat }) => [at_ms, lng, lat] as const),
  }))
}

function ms(column: string) {
  return sql`(extract(epoch from ${sql.ref(column)}) * 1000)::float8`
}
