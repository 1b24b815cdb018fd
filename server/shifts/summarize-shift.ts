import { sql } from 'kysely'
import type { Trx } from '../db/client.ts'
import type { ShiftCase, ShiftCases, ShiftSummary } from './shift-summary.ts'

const SHOWN = 10
/** Whoever reported is called within these days of the closing. */
const CALL_BACK_DAYS = 3
const OPEN = sql<boolean>`c.state not in ('closed','canceled') and c.family is distinct from 'merged'`

/** The city as this shift leaves it at `now`. */
export async function summarizeShift(trx: Trx, since: Date, now: Date): Promise<ShiftSummary> {
  const { rows } = await sql<{
    reported: number
    closed: number
    open: number
    requests: number
    callbacks: number
    alarms: number
  }>`
    select
      (select count(*) from case_record c where c.reported_at > ${since} and c.reported_at <= ${now})::int as reported,
      (select count(*) from case_record c where c.closed_at > ${since} and c.closed_at <= ${now}
        and c.state = 'closed')::int as closed,
      (select count(*) from case_record c where ${OPEN})::int as open,
      (select count(*) from case_request where state = 'pending')::int as requests,
      (select count(*) from case_record c where c.state = 'closed' and c.found_by = 'public'
        and c.closed_at > ${now}::timestamptz - make_interval(days => ${CALL_BACK_DAYS}::int)
        and not exists (select from case_callback b where b.case_id = c.case_id))::int as callbacks,
      (select count(*) from sensor where level = 'alarm')::int as alarms`.execute(trx)
  const row = rows[0]!
  return {
    since: since.toISOString(),
    reported: row.reported,
    closed: row.closed,
    open: row.open,
    urgent: await casesWhere(trx, sql`c.severity = 'urgent'`),
    unsigned: await casesWhere(trx, sql`c.state = 'dispatched'`),
    overdue: await casesWhere(trx, sql`c.clock_level = 'overdue'`),
    watched: await casesWhere(
      trx,
      sql`c.case_id in (select case_id from duty_log where case_id is not null and cause = '' and at > ${since} and at <= ${now})`,
    ),
    claimed: await casesWhere(trx, sql`c.case_id in (select case_id from case_claim)`),
    pendingRequests: row.requests,
    callbacksDue: row.callbacks,
    alarms: row.alarms,
  }
}

async function casesWhere(trx: Trx, where: ReturnType<typeof sql<boolean>>): Promise<ShiftCases> {
  const { rows } = await sql<ShiftCase & { total: number }>`
    select c.case_id as "caseId", c.number, coalesce(g.name, '未分类') as what,
      coalesce(g.name_en, 'Unclassified') as "whatEn", c.address as "where", s.total
    from (select c.case_id, count(*) over ()::int as total, row_number() over (order by c.due_at nulls last, c.case_id) as place
      from case_record c where ${OPEN} and ${where} order by c.due_at nulls last, c.case_id limit ${SHOWN}) s
    join case_record c on c.case_id = s.case_id left join category g on g.category_id = c.category_id
    order by s.place`.execute(trx)
  return { total: rows[0]?.total ?? 0, cases: rows.map(({ total: _, ...one }) => one) }
}
