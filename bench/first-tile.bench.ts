import { type Kysely, sql } from 'kysely'
import { createDb } from '../server/db/client.ts'
import { migrate } from '../server/db/migrate.ts'
import { findNativePostgis, startNativePostgis } from '../server/db/native-postgis.ts'
import type { Database } from '../server/db/schema.ts'
import { pagesOf, pagesOfCases, readCases } from '../server/tiles/queries.ts'
import { PointStore } from '../tiles/engine/point-store.ts'
import { casesSource } from '../tiles/sources/cases.ts'
import { type BenchDefinition, compareSides } from './harness.ts'

/** A year of cases; `CASES=2000000` makes a metro's of it. */
const CASES = Number(process.env.CASES ?? 400_000)
const STEP = 100_000
const ROUNDS = 3
const since = new Date(Date.now() - 90 * 86_400_000)

/** In the order of time, as a loaded past lies; one in two thousand is open still, and a third of the latest. */
async function fill(db: Kysely<Database>): Promise<void> {
  await sql`insert into category (code, kind, class_code, class_name, name)
    select 'K' || i, 'event', lpad((i % 9)::text, 2, '0'), '大类', '小类' || i from generate_series(1, 60) i`.execute(
    db,
  )
  await sql`insert into department (code, name, kind) select 'D' || i, '部门' || i, 'bureau' from generate_series(1, 20) i`.execute(
    db,
  )
  for (let from = 1; from <= CASES; from += STEP)
    await sql`insert into case_record (number, state, channel, found_by, category_id, description, address, geom, scope_area_id,
        severity, department_id, clock_level, reported_at, source_system, source_id, updated_at, rule_reason)
      select 'TG-' || lpad(i::text, 9, '0'),
        case when i > ${CASES}::int * 0.985 and i % 3 = 0 or i % 2000 = 0 then 'signed' else 'closed' end, 'hotline',
        (array['public','us','machine'])[1 + i % 3], 1 + i % 60, repeat('描述', 20), '地址 ' || i,
        st_point(118.6 + 0.5 * random(), 31.7 + 0.5 * random(), 4326), i % 600, 'normal', 1 + i % 20,
        (array['normal','near','overdue'])[1 + i % 3],
        now() - (${CASES}::int - i) * interval '1 second' * (365.0 * 86400 / ${CASES}::int), 'bench', i::text, now(),
        jsonb_build_object('reason', repeat('x', 800))
      from generate_series(${from}::int, ${Math.min(CASES, from + STEP - 1)}::int) i`.execute(db)
  await sql`analyze case_record`.execute(db)
}

const definition: BenchDefinition = {
  title: 'the first tile of cases: a year in PostGIS until its open and last 90 days stand in memory',
  async run(say) {
    const found = findNativePostgis()
    if ('missing' in found) throw new Error(found.missing)
    const cluster = await startNativePostgis()
    const admin = createDb(cluster.urlOf('postgres'), { maxConnections: 1 })
    const db = createDb(cluster.urlOf('bench'), { maxConnections: 1 })
    try {
      await sql`create database bench`.execute(admin)
      await migrate(db)
      say(`filling in ${CASES.toLocaleString('en')} cases`)
      await fill(db)
      say('reading')
      const comparison = await compareSides<number>({
        what: 'until the first tile can be written',
        operations: CASES,
        rounds: ROUNDS,
        sides: [
          {
            name: 'by their time, sorted once',
            run: async () => {
              const points = new PointStore(casesSource)
              await points.loadPages(pagesOfCases(db, since))
              return points.size
            },
          },
          {
            name: 'by their ids, sorted page by page',
            run: async () => {
              const points = new PointStore(casesSource)
              for await (const rows of pagesOf((which) => readCases(db, which, since))) points.load(rows)
              return points.size
            },
          },
        ],
        countDifferences: (ours, theirs) => (ours === theirs ? 0 : 1),
      })
      return {
        data: `${CASES.toLocaleString('en')} cases of a year, in the order of time`,
        comparisons: [comparison],
        notes: ['server and database share the machine'],
      }
    } finally {
      await db.destroy()
      await admin.destroy()
      await cluster.stop()
    }
  },
}
export default definition
