import { type Kysely, sql } from 'kysely'
import { scanClocks } from '../server/cases/scan-clocks.ts'
import { clockLevelAt, deadlinesOf, type Limit } from '../server/clocks/deadlines.ts'
import { workCalendar } from '../server/clocks/work-calendar.ts'
import { createDb } from '../server/db/client.ts'
import { migrate } from '../server/db/migrate.ts'
import { startNativePostgis } from '../server/db/native-postgis.ts'
import type { Database } from '../server/db/schema.ts'
import { type BenchDefinition, compareSides, fitExponent, time } from './harness.ts'

const OPEN_CASES = 200_000
const STEP = 20_000
const ROUNDS = 5
const NOW_MS = Date.parse('2026-11-23T02:00:00Z')
const MINUTE_MS = 60_000

/** A year of Chinese holidays: weeks off, and weekends worked for them. */
const calendar = workCalendar('Asia/Shanghai', {
  workPeriods: [
    { startMinute: 8 * 60 + 30, endMinute: 12 * 60 },
    { startMinute: 14 * 60, endMinute: 17 * 60 + 30 },
  ],
  days: [
    ...[1, 2, 3].map((day) => ({ day: `2026-01-0${day}`, isWorkday: false })),
    ...[15, 16, 17, 18, 19, 20, 21, 22, 23].map((day) => ({ day: `2026-02-${day}`, isWorkday: false })),
    { day: '2026-02-14', isWorkday: true },
    { day: '2026-02-28', isWorkday: true },
    ...[1, 2, 3, 4, 5, 6, 7].map((day) => ({ day: `2026-10-0${day}`, isWorkday: false })),
    { day: '2026-09-20', isWorkday: true },
    { day: '2026-10-10', isWorkday: true },
  ],
})

const LIMITS: readonly (readonly Limit[])[] = [
  [
    { stage: 'dispatch', clock: 'urgent', amount: 15 },
    { stage: 'handle', clock: 'urgent', amount: 120 },
    { stage: 'total', clock: 'urgent', amount: 240 },
  ],
  [
    { stage: 'handle', clock: 'work_hours', amount: 480 },
    { stage: 'total', clock: 'work_hours', amount: 960 },
  ],
  [
    { stage: 'handle', clock: 'work_days', amount: 3 },
    { stage: 'total', clock: 'work_days', amount: 5 },
  ],
  [{ stage: 'total', clock: 'natural_days', amount: 15 }],
]

/** The open cases of a city, of every clock, a tenth paused or extended, reported over half a year. */
function casesOf(count: number) {
  return Array.from({ length: count }, (_, i) => {
    const reportedAtMs = NOW_MS - ((i * 7919) % 260_000) * MINUTE_MS
    return {
      calendar,
      limits: LIMITS[i % LIMITS.length]!,
      state: i % 3 === 0 ? ('registered' as const) : ('signed' as const),
      reportedAtMs,
      registeredAtMs: reportedAtMs + 20 * MINUTE_MS,
      dispatchedAtMs: i % 3 === 0 ? null : reportedAtMs + 45 * MINUTE_MS,
      changes:
        i % 10 === 0
          ? {
              extensions: [{ clock: 'work_days' as const, amount: 2 }],
              pauses: [{ fromMs: reportedAtMs + 90 * MINUTE_MS, untilMs: reportedAtMs + 3000 * MINUTE_MS }],
            }
          : null,
    }
  })
}

function recompute(cases: ReturnType<typeof casesOf>): number {
  let overdue = 0
  for (const one of cases) if (clockLevelAt(deadlinesOf(one), one.state, NOW_MS) === 'overdue') overdue++
  return overdue
}

const definition: BenchDefinition = {
  title: 'the clocks of 200,000 open cases: computed anew, and scanned four times a minute',
  async run(say) {
    say('computing anew')
    const sizes = [OPEN_CASES / 100, OPEN_CASES / 10, OPEN_CASES]
    const medianMs: number[] = []
    for (const size of sizes) {
      const cases = casesOf(size)
      medianMs.push((await time(() => recompute(cases), ROUNDS)).medianMs)
    }
    const cluster = await startNativePostgis()
    const db = createDb(cluster.urlOf('postgres'))
    try {
      await migrate(db)
      say(`filling in ${OPEN_CASES.toLocaleString('en')} open cases among as many closed`)
      await fill(db)
      const now = new Date(NOW_MS)
      const services = { db, clock: { now: () => now } }
      say('scanning')
      await scanClocks(services)
      const comparison = await compareSides<number>({
        what: 'a scan that finds nothing to move',
        operations: OPEN_CASES,
        rounds: ROUNDS,
        sides: [
          { name: 'by what may have to move', run: () => scanClocks(services) },
          { name: 'plain SQL over all that is open', run: () => plainScan(db, now) },
        ],
        countDifferences: (ours, theirs) => Math.abs(ours - theirs),
      })
      const later = new Date(NOW_MS + 3_600_000)
      const from = performance.now()
      const moved = await scanClocks({ db, clock: { now: () => later } })
      const movedMs = performance.now() - from
      return {
        data: `${OPEN_CASES.toLocaleString('en')} open cases on urgent, work-hour, work-day and natural-day clocks, a tenth paused and extended, over a year of Chinese holidays`,
        growths: [{ what: 'computed anew', sizes, medianMs, exponent: fitExponent(sizes, medianMs) }],
        comparisons: [comparison],
        figures: [
          {
            what: `${OPEN_CASES.toLocaleString('en')} computed anew`,
            value: medianMs[2]!,
            unit: 'ms',
            target: { atMost: 2000 },
          },
          { what: `moving ${moved} cases an hour later, with their events`, value: movedMs, unit: 'ms' },
        ],
        notes: ['both sides of the scan read the same deadlines; the database is not durable here'],
      }
    } finally {
      await db.destroy()
      await cluster.stop()
    }
  },
}
export default definition

async function plainScan(db: Kysely<Database>, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from case_record
    where state not in ('closed','canceled') and clock_paused_at is null and family is distinct from 'merged'
      and ((clock_level <> 'overdue' and (case when state in ('dispatched','signed')
        then least(due_at, handle_due_at) else due_at end) < ${now}::timestamptz)
        or (clock_level = 'normal' and warn_at <= ${now}::timestamptz))`.execute(db)
  return rows[0]!.n
}

/** Half of what is open is late already, the rest falls due over the days to come. */
async function fill(db: Kysely<Database>): Promise<void> {
  const now = new Date(NOW_MS)
  for (let from = 1; from <= OPEN_CASES * 2; from += STEP)
    await sql`insert into case_record (number, state, channel, found_by, description, scope_area_id, clock_level, reported_at,
      due_at, handle_due_at, warn_at, source_system, source_id, updated_at)
    select 'C' || i, case when i % 2 = 0 then 'closed' when i % 3 = 0 then 'registered' else 'signed' end, 'hotline', 'public',
      '路灯不亮' || i, i % 600, case when i % 4 = 1 then 'overdue' else 'normal' end,
      ${now}::timestamptz - interval '1 day',
      ${now}::timestamptz + (case when i % 4 = 1 then -1 else 1 end) * (1 + i % 20000) * interval '1 minute',
      null,
      ${now}::timestamptz + (case when i % 4 = 1 then -1 else 1 end) * (1 + i % 20000) * interval '48 seconds',
      'bench', i::text, ${now}
    from generate_series(${from}::int, ${from + STEP - 1}::int) i`.execute(db)
  await sql`vacuum analyze case_record`.execute(db)
}
