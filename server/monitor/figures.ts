import { type RawBuilder, sql } from 'kysely'
import { MOST_RETURNS, SIGN_MINUTES } from '../basis/limits/escalation-sql.ts'

/**
 * What the dispatch monitor counts, each by one condition: the figure, its place in the table and the cases behind it
 * are the same question. Conditions are on `c`, an open case that is not merged away.
 */
export type FigureCode =
  | 'verifying'
  | 'verify_late'
  | 'undispatched'
  | 'unsigned'
  | 'unsigned_late'
  | 'in_hand'
  | 'escalated'
  | 'ping_pong'
  | 'requested'
  | 'near'
  | 'overdue'

type Figure = {
  readonly where: (now: Date) => RawBuilder<boolean>
  /** From when its age counts. */
  readonly since: RawBuilder<Date>
}

const dispatchedAt = sql<Date>`c.dispatched_at`
const reportedAt = sql<Date>`c.reported_at`

/** What was to be looked at first, and its answer. */
const lookedFor = sql`select t.at from case_task t where t.case_id = c.case_id and t.kind = 'verify' and t.state = 'open'`

export const FIGURES: Readonly<Record<FigureCode, Figure>> = {
  verifying: { where: () => sql`c.state = 'verifying'`, since: sql`coalesce((${lookedFor}), c.accepted_at)` },
  verify_late: {
    where: (now) => sql`c.state = 'verifying' and exists (${lookedFor} and t.due_at <= ${now}::timestamptz)`,
    since: sql`(${lookedFor})`,
  },
  undispatched: {
    where: () => sql`c.state = 'registered'`,
    since: sql`coalesce(c.registered_at, c.reported_at)`,
  },
  unsigned: { where: () => sql`c.state = 'dispatched'`, since: dispatchedAt },
  // As the escalation has it: the monitor shows late what is about to climb.
  unsigned_late: {
    where: (now) => sql`c.state = 'dispatched' and c.dispatched_at <= ${now}::timestamptz
      - make_interval(mins => ${SIGN_MINUTES})`,
    since: dispatchedAt,
  },
  in_hand: { where: () => sql`c.state in ('signed','handled')`, since: sql`c.signed_at` },
  escalated: { where: () => sql`c.escalation_level > 0`, since: reportedAt },
  // Most were never returned: asked first, as the limit is another table's.
  ping_pong: {
    where: () => sql`c.return_count > 0 and c.return_count >= ${MOST_RETURNS}`,
    since: reportedAt,
  },
  requested: {
    where: () => sql`exists (select from case_request r where r.case_id = c.case_id and r.state = 'pending')`,
    since: sql`(select min(r.asked_at) from case_request r where r.case_id = c.case_id and r.state = 'pending')`,
  },
  near: { where: () => sql`c.clock_level = 'near'`, since: reportedAt },
  overdue: { where: () => sql`c.clock_level = 'overdue'`, since: sql`c.due_at` },
}
export const FIGURE_CODES = Object.keys(FIGURES) as readonly FigureCode[]

/** Upper ends of the age bands in minutes, exclusive; the last has none. */
export const AGE_BAND_MINUTES = [10, 30, 60, 240] as const

/** Which band an age lies in, 0 for the youngest; a negative age is as young as can be. */
export function ageBandOf(minutes: number): number {
  const band = AGE_BAND_MINUTES.findIndex((end) => minutes < end)
  return band < 0 ? AGE_BAND_MINUTES.length : band
}

/** Instants between which a band's cases began to wait: from (exclusive; null: no end) till (inclusive). */
export function spanOfBand(
  band: number,
  now: Date,
): { readonly from: Date | null; readonly till: Date | null } {
  const ago = (minutes: number | undefined) =>
    minutes === undefined ? null : new Date(now.getTime() - minutes * 60_000)
  return { from: ago(AGE_BAND_MINUTES[band]), till: ago(AGE_BAND_MINUTES[band - 1]) }
}

/** Open, and worked itself: what was merged away is counted in its master. */
export const OPEN_CASE = sql<boolean>`c.state not in ('closed','canceled') and c.family is distinct from 'merged'`
