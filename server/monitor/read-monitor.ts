import { sql } from 'kysely'
import { type Trx, withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { AGE_BAND_MINUTES, FIGURE_CODES, FIGURES, type FigureCode, OPEN_CASE, spanOfBand } from './figures.ts'

const PERIOD_HOURS = 24
const UNITS_SHOWN = 12

export type Monitor = {
  readonly at: string
  readonly figures: Readonly<Record<FigureCode, number>>
  readonly bandMinutes: readonly number[]
  /** Open cases by department, the most unsigned first; null: not sent to anybody yet. */
  readonly departments: readonly {
    readonly departmentId: number | null
    readonly name: string
    readonly nameEn: string
    readonly open: number
    /** By age, since they were registered or sent: those that wait to be dispatched or signed for. */
    readonly waitingByAge: readonly number[]
    readonly figures: Readonly<Record<FigureCode, number>>
    readonly units: number
    readonly busyUnits: number
  }[]
  /** The units with the most open cases. */
  readonly units: readonly {
    readonly unitId: number
    readonly name: string
    readonly nameEn: string
    readonly departmentName: string
    readonly departmentNameEn: string
    readonly open: number
    readonly overdue: number
  }[]
  /** Of the cases reported in the last `hours`: minutes, null where there is none. */
  readonly pace: {
    readonly hours: number
    readonly toDispatch: Pace
    readonly toSign: Pace
    readonly dispatched: number
    readonly byRule: number
  }
}
type Pace = { readonly median: number | null; readonly ninetieth: number | null }

/** How cases go out and are taken, as it stands now, in the actor's scope. */
export function readMonitor(services: Services, actor: Actor): Promise<Monitor> {
  const now = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const departments = await byDepartment(trx, now)
    const sums = FIGURE_CODES.map((code) => [
      code,
      departments.reduce((sum, { figures }) => sum + figures[code], 0),
    ])
    return {
      at: now.toISOString(),
      figures: Object.fromEntries(sums) as Monitor['figures'],
      bandMinutes: AGE_BAND_MINUTES,
      departments,
      units: await busiestUnits(trx),
      pace: await pace(trx, now),
    }
  })
}

async function byDepartment(trx: Trx, now: Date): Promise<Monitor['departments']> {
  const counts = sql.join(
    FIGURE_CODES.map(
      (code) => sql`count(*) filter (where ${FIGURES[code].where(now)})::int as ${sql.id(code)}`,
    ),
  )
  const waiting = (['undispatched', 'unsigned'] as const).map((code) => FIGURES[code])
  const bands = sql.join(
    [...AGE_BAND_MINUTES.keys(), AGE_BAND_MINUTES.length].map((band) => {
      const { from, till } = spanOfBand(band, now)
      const inBand = waiting.map(
        ({ where, since }) => sql`(${where(now)}
          ${from ? sql`and ${since} > ${from}` : sql``} ${till ? sql`and ${since} <= ${till}` : sql``})`,
      )
      return sql`count(*) filter (where ${sql.join(inBand, sql` or `)})::int as ${sql.id(`band${band}`)}`
    }),
  )
  const { rows } = await sql<
    Record<FigureCode, number> & {
      department_id: number | null
      name: string | null
      name_en: string | null
      open: number
      units: number
      busy: number
    } & Record<string, unknown>
  >`
    select d.department_id, d.name, d.name_en, s.*,
      (select count(*) from unit u where u.department_id = d.department_id)::int as units,
      (select count(*) from unit u join unit_state t on t.unit_id = u.unit_id
        where u.department_id = d.department_id and t.status in ('enroute','busy'))::int as busy
    from (
      -- Before it is sent out again a case is nobody's, whoever returned it.
      select case when c.state = 'registered' then null else c.department_id end as of_department,
        count(*)::int as open, ${counts}, ${bands}
      from case_record c where ${OPEN_CASE} group by 1
    ) s left join department d on d.department_id = s.of_department
    order by d.department_id is not null, s.unsigned desc, s.open desc, d.department_id`.execute(trx)
  return rows.map((row) => ({
    departmentId: row.department_id,
    name: row.name ?? '',
    nameEn: row.name_en ?? '',
    open: row.open,
    waitingByAge: [...AGE_BAND_MINUTES.keys(), AGE_BAND_MINUTES.length].map((band) =>
      Number(row[`band${band}`]),
    ),
    figures: Object.fromEntries(FIGURE_CODES.map((code) => [code, row[code]])) as Monitor['figures'],
    units: row.units,
    busyUnits: row.busy,
  }))
}

async function busiestUnits(trx: Trx): Promise<Monitor['units']> {
  const { rows } = await sql<Monitor['units'][number]>`
    select u.unit_id as "unitId", u.name, u.name_en as "nameEn", d.name as "departmentName",
      d.name_en as "departmentNameEn", s.open, s.overdue
    from (
      select c.unit_id, count(*)::int as open,
        count(*) filter (where c.clock_level = 'overdue')::int as overdue
      from case_record c
      where ${OPEN_CASE} and c.unit_id is not null and c.state in ('dispatched','signed','handled')
      group by 1 order by 2 desc, 1 limit ${UNITS_SHOWN}
    ) s join unit u on u.unit_id = s.unit_id join department d on d.department_id = u.department_id
    order by s.open desc, u.unit_id`.execute(trx)
  return rows
}

async function pace(trx: Trx, now: Date): Promise<Monitor['pace']> {
  const from = new Date(now.getTime() - PERIOD_HOURS * 3_600_000)
  const minutes = (share: number, later: string, earlier: string) =>
    sql`round((percentile_cont(${sql.lit(share)}) within group (order by
      extract(epoch from ${sql.ref(later)} - ${sql.ref(earlier)})::float8 / 60)
      filter (where ${sql.ref(later)} is not null and ${sql.ref(earlier)} is not null))::numeric, 1)::float8`
  const { rows } = await sql<{
    d50: number | null
    d90: number | null
    s50: number | null
    s90: number | null
    dispatched: number
    by_rule: number
  }>`
    select ${minutes(0.5, 'c.dispatched_at', 'c.registered_at')} as d50,
      ${minutes(0.9, 'c.dispatched_at', 'c.registered_at')} as d90,
      ${minutes(0.5, 'c.signed_at', 'c.dispatched_at')} as s50,
      ${minutes(0.9, 'c.signed_at', 'c.dispatched_at')} as s90,
      count(*) filter (where c.dispatched_at is not null)::int as dispatched,
      count(*) filter (where c.dispatched_at is not null and c.auto_dispatched)::int as by_rule
    from case_record c where c.reported_at > ${from} and c.reported_at <= ${now}`.execute(trx)
  const row = rows[0]!
  return {
    hours: PERIOD_HOURS,
    toDispatch: { median: row.d50, ninetieth: row.d90 },
    toSign: { median: row.s50, ninetieth: row.s90 },
    dispatched: row.dispatched,
    byRule: row.by_rule,
  }
}
