import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { isChiefOnly, ownGrid } from './candidate-row.ts'
import type { Detector } from './detectors.ts'

const DAY_MS = 86_400_000
const MOST_MISSES = 30
/** As many cases as an address holds. */
const MOST_IDS = 100

export const recordSchema = z.object({ days: z.number().int().min(1).max(366).default(30) })

export type AheadRecord = {
  /** Of finished tasks. */
  readonly tasks: readonly {
    readonly detector: Detector
    readonly found: number
    readonly nothing: number
    readonly open: number
    readonly overdue: number
  }[]
  /** Complaints of the public since anything was looked for at all. */
  readonly complaints: {
    readonly from: string | null
    readonly known: number
    readonly all: number
    readonly knownCaseIds: readonly number[]
  }
  /** Complaints at places of which nobody knew, by duty grid and category, most first. */
  readonly misses: readonly {
    readonly dutyGridId: number
    readonly dutyGridName: string
    readonly dutyGridNameEn: string
    readonly categoryId: number
    readonly categoryName: string
    readonly categoryNameEn: string
    readonly n: number
    readonly caseIds: readonly number[]
  }[]
}

/** A candidate that was there when the complaint came, of its category and at its place; an unseen cell for any category. */
const KNOWN = sql<boolean>`exists (
  select from ahead_candidate a
  where a.duty_grid_id = c.duty_grid_id and a.found_at <= c.reported_at
    and (a.ended_at is null or a.ended_at > c.reported_at) and a.state <> 'dismissed'
    and case a.detector
      when 'unseen' then a.unit_grid_id = c.unit_grid_id
      when 'repeat' then a.category_id = c.category_id
        and st_dwithin(a.geom::geography, c.geom::geography, 2 * (a.evidence ->> 'radiusMeters')::float8)
      else a.category_id = c.category_id end)`

/**
 * How well it looks ahead: of finished tasks how many found something; of later complaints of the public how many were at
 * a place that was known before, and which were not.
 */
export async function readRecord(
  services: Services,
  actor: Actor,
  { days }: z.output<typeof recordSchema>,
): Promise<AheadRecord> {
  const now = services.clock.now()
  const since = new Date(now.getTime() - days * DAY_MS)
  return withScope(services.db, actor, async (trx) => {
    const { rows: tasks } = await sql<AheadRecord['tasks'][number]>`
      select detector, count(*) filter (where finding = 'found')::int as found,
        count(*) filter (where finding = 'nothing')::int as nothing,
        count(*) filter (where state = 'accepted')::int as open,
        count(*) filter (where state = 'accepted' and due_at < ${now})::int as overdue
      from ahead_candidate
      where ${ownGrid(actor)} and (state = 'accepted' or (state = 'done' and ended_at > ${since}))
      group by 1 order by 1`.execute(trx)
    const first = await trx
      .selectFrom('ahead_candidate')
      .select(sql<Date | null>`min(found_at)`.as('at'))
      .executeTakeFirst()
    if (!first?.at)
      return { tasks, complaints: { from: null, known: 0, all: 0, knownCaseIds: [] }, misses: [] }
    const from = first.at > since ? first.at : since
    const inGrids = ownComplaints(actor)
    const { rows } = await sql<{
      dutyGridId: number
      categoryId: number
      isKnown: boolean
      n: number
      caseIds: number[]
    }>`
      select c.duty_grid_id as "dutyGridId", c.category_id as "categoryId", ${KNOWN} as "isKnown", count(*)::int as n,
        (array_agg(c.case_id::int order by c.reported_at desc))[1:${sql.lit(MOST_IDS)}] as "caseIds"
      from case_record c
      where c.reported_at >= ${from} and c.reported_at <= ${now} and c.found_by = 'public'
        and c.state <> 'canceled' and c.family is distinct from 'merged'
        and c.duty_grid_id is not null and c.category_id is not null and ${inGrids}
      group by 1, 2, 3 order by n desc, 1, 2`.execute(trx)
    const missed = rows.filter(({ isKnown }) => !isKnown).slice(0, MOST_MISSES)
    const known = rows.filter(({ isKnown }) => isKnown)
    const names = await trx.selectFrom('category').select(['category_id', 'name', 'name_en']).execute()
    const grids = await trx
      .selectFrom('duty_grid')
      .select(['duty_grid_id', 'name', 'name_en'])
      .where(sql<SqlBool>`upper_inf(valid)`)
      .where('duty_grid_id', 'in', [0, ...missed.map(({ dutyGridId }) => dutyGridId)])
      .execute()
    return {
      tasks,
      complaints: {
        from: from.toISOString(),
        known: known.reduce((sum, { n }) => sum + n, 0),
        all: rows.reduce((sum, { n }) => sum + n, 0),
        knownCaseIds: known.flatMap(({ caseIds }) => caseIds).slice(0, MOST_IDS),
      },
      misses: missed.map(({ dutyGridId, categoryId, n, caseIds }) => {
        const category = names.find((one) => one.category_id === categoryId)
        const grid = grids.find((one) => one.duty_grid_id === dutyGridId)
        return {
          dutyGridId,
          dutyGridName: grid?.name ?? '',
          dutyGridNameEn: grid?.name_en ?? '',
          categoryId,
          categoryName: category?.name ?? '',
          categoryNameEn: category?.name_en ?? '',
          n,
          caseIds,
        }
      }),
    }
  })
}

/** As for candidates: a chief's complaints are those of the duty grids that are theirs. */
function ownComplaints(actor: Actor) {
  if (!isChiefOnly(actor)) return sql<SqlBool>`true`
  return sql<SqlBool>`exists (select from duty_grid_person own
    where own.duty_grid_id = c.duty_grid_id and own.person_id = ${actor.personId}::int and own.duty = 'chief')`
}
