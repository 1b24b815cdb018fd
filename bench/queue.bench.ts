import { type Kysely, sql } from 'kysely'
import { whereCases } from '../server/cases/case-filter.ts'
import { listQueue, queueInputSchema } from '../server/cases/list-queue.ts'
import { createDb, withScope } from '../server/db/client.ts'
import { migrate } from '../server/db/migrate.ts'
import { startNativePostgis } from '../server/db/native-postgis.ts'
import type { Database } from '../server/db/schema.ts'
import type { Actor } from '../server/identity/actor.ts'
import type { Services } from '../server/services.ts'
import { type BenchDefinition, compareSides, type Figure } from './harness.ts'

/** As many as a metropolis has in a year, of which a tenth is open. `DATABASE_URL` asks a city that is loaded instead. */
const CASES = Number(process.env.CASES ?? 2_000_000)
const STEP = 100_000
const AREAS = 600
const TARGET_MS = 100
/** Enough for a hundredth to mean something. */
const QUESTIONS = 100
/** A page that somebody comes to who keeps scrolling. */
const DEEP_ROWS = 5000
const LIMIT = 100

type Asked = { readonly name: string; readonly actor: Actor; readonly filter: Record<string, unknown> }

const definition: BenchDefinition = {
  title: 'a page of the queue among millions of cases: list, filter, sort, count',
  async run(say) {
    const loadedUrl = process.env.DATABASE_URL
    const cluster = loadedUrl ? undefined : await startNativePostgis()
    const db = createDb(loadedUrl ?? cluster!.urlOf('postgres'))
    try {
      await migrate(db)
      if (!loadedUrl) {
        say(`filling in ${CASES.toLocaleString('en')} cases`)
        await fill(db)
      }
      await sql`vacuum analyze case_record`.execute(db)
      const { asked, total, open } = await questionsOf(db)
      const services = { db, clock: { now: () => new Date() } } as Services
      const ask = ({ actor, filter }: Asked) =>
        listQueue(services, actor, queueInputSchema.parse({ filter, limit: LIMIT }))
      say('warming up')
      for (const one of asked) await ask(one)
      say(`${QUESTIONS} times ${asked.length} questions, mixed`)
      const times = new Map<string, number[]>(asked.map(({ name }) => [name, []]))
      for (let round = 0; round < QUESTIONS; round++)
        for (const one of asked) {
          const from = performance.now()
          await ask(one)
          times.get(one.name)!.push(performance.now() - from)
        }
      const figures: Figure[] = []
      for (const [name, all] of times) {
        all.sort((a, b) => a - b)
        figures.push({ what: `${name}: p50`, value: all[Math.floor(QUESTIONS * 0.5)]!, unit: 'ms' })
        figures.push({
          what: `${name}: p99`,
          value: all[Math.floor(QUESTIONS * 0.99)]!,
          unit: 'ms',
          target: { atMost: TARGET_MS },
        })
      }
      const whole = [...times.values()].flat().sort((a, b) => a - b)
      figures.push({
        what: 'all of them: p99',
        value: whole[Math.floor(whole.length * 0.99)]!,
        unit: 'ms',
        target: { atMost: TARGET_MS },
      })
      say('a deep page, beside OFFSET and an exact count')
      const city = asked[0]!
      return {
        data: `${total.toLocaleString('en')} cases, ${open.toLocaleString('en')} open; ${loadedUrl ? 'a loaded city' : 'made here'}; pages of ${LIMIT} with names, clocks and count`,
        figures,
        comparisons: [await deepPage(db, services, city.actor)],
        notes: [
          'as somebody of five areas each row is checked by row-level security; as somebody of the whole city none is',
          ...(await plansOf(db, asked)),
        ],
      }
    } finally {
      await db.destroy()
      await cluster?.stop()
    }
  },
}
export default definition

async function questionsOf(db: Kysely<Database>) {
  const { rows: areas } = await sql<{ id: number }>`
    select scope_area_id as id from case_record group by 1 order by count(*) desc`.execute(db)
  const { rows: counts } = await sql<{ total: number; open: number }>`
    select count(*)::int as total, count(*) filter (where state not in ('closed','canceled'))::int as open
    from case_record`.execute(db)
  const { rows: most } = await sql<{ category: number; department: number }>`
    select mode() within group (order by category_id) as category, mode() within group (order by department_id) as department
    from case_record where state not in ('closed','canceled')`.execute(db)
  const ids = areas.map(({ id }) => id)
  const actorOf = (scopeAreaIds: number[], isWholeCity: boolean): Actor => ({
    userId: 'bench',
    name: 'bench',
    roles: ['dispatcher'],
    scopeAreaIds,
    isWholeCity,
    handedTo: null,
    departmentIds: [],
    personId: null,
  })
  const actors = { 'the city': actorOf([0, ...ids], true), 'five areas': actorOf(ids.slice(0, 5), false) }
  const month = new Date(Date.now() - 30 * 86_400_000).toISOString()
  const filters = {
    open: { open: true },
    'open, near their limit': { open: true, clockLevels: ['near'] },
    'open, overdue': { open: true, clockLevels: ['overdue'] },
    'open, the commonest category': { open: true, categoryIds: [most[0]!.category] },
    'open, the busiest department': { open: true, departmentIds: [most[0]!.department] },
    'open, a word': { open: true, text: '路灯' },
    'the last month': { from: month },
    closed: { open: false },
    'a number’s beginning': { text: '2026' },
  }
  const asked: Asked[] = Object.entries(actors).flatMap(([who, actor]) =>
    Object.entries(filters).map(([what, filter]) => ({ name: `${who}, ${what}`, actor, filter })),
  )
  return { asked, ...counts[0]! }
}

/** The page after 5,000 rows: by the cursor of the page before, beside OFFSET with a count of everything. */
async function deepPage(db: Kysely<Database>, services: Services, actor: Actor) {
  let cursor: string | null = null
  for (let row = 0; row < DEEP_ROWS; row += 500) {
    const page = await listQueue(services, actor, {
      filter: { open: true },
      limit: 500,
      ...(cursor && { cursor }),
    })
    cursor = page.nextCursor
  }
  return compareSides<readonly number[]>({
    what: `${LIMIT} open cases after ${DEEP_ROWS}, and how many there are`,
    operations: LIMIT,
    rounds: 15,
    sides: [
      {
        name: 'our page, by cursor, with its names and clocks',
        run: async () => {
          const page = await listQueue(services, actor, { filter: { open: true }, limit: LIMIT, cursor })
          return page.rows.map(({ caseId }) => caseId)
        },
      },
      {
        name: 'plain SQL: LIMIT, OFFSET, count(*)',
        run: async () => {
          const { rows } = await sql<{ id: number }>`
            select case_id as id, count(*) over () as total from case_record
            where state not in ('closed','canceled') and family is distinct from 'merged'
            order by coalesce(due_at, 'infinity'), case_id limit ${LIMIT} offset ${DEEP_ROWS}`.execute(db)
          return rows.map(({ id }) => Number(id))
        },
      },
    ],
    countDifferences: (ours, theirs) => ours.filter((id, i) => id !== theirs[i]).length,
  })
}

async function plansOf(db: Kysely<Database>, asked: readonly Asked[]): Promise<string[]> {
  const plans: string[] = []
  for (const { name, actor, filter } of asked)
    await withScope(db, actor, async (trx) => {
      const rows = await trx
        .selectFrom('case_record')
        .select('case_id')
        .where((eb) => whereCases(eb, filter))
        .limit(1001)
        .explain('text')
      const scans = JSON.stringify(rows).match(
        /(?:Parallel )?(?:Index Only|Index|Seq|Bitmap Index) Scan[^(]*/g,
      )
      plans.push(`count of ${name}: ${(scans ?? []).map((scan) => scan.trim()).join(', ')}`)
    })
  return plans
}

/** In the order of time, as a loaded past lies; a tenth is open, most of it late. */
async function fill(db: Kysely<Database>): Promise<void> {
  await sql`insert into category (code, kind, class_code, class_name, name)
    select 'K' || i, 'event', lpad((i % 9)::text, 2, '0'), '大类', '小类' || i from generate_series(1, 60) i`.execute(
    db,
  )
  await sql`insert into department (code, name, kind)
    select 'D' || i, '部门' || i, 'bureau' from generate_series(1, 20) i`.execute(db)
  for (let from = 1; from <= CASES; from += STEP)
    await sql`insert into case_record (number, state, channel, found_by, category_id, department_id, description, address, geom,
        scope_area_id, duty_grid_id, clock_level, reported_at, due_at, warn_at, source_system, source_id, updated_at)
      select (2026000000000 + i * 7)::text, case when i % 10 = 0 then 'signed' else 'closed' end, 'hotline', 'public',
        1 + i % 60, 1 + i % 20,
        (array['路灯不亮，晚上很黑','道路积水没过路沿','井盖破损会响','乱堆垃圾有异味','店外经营占道'])[1 + i % 5] || i,
        '建设路' || i % 977 || '号', st_point(118.6 + 0.5 * random(), 31.7 + 0.5 * random(), 4326), i % ${AREAS}::int,
        i % 3000, case when i % 1000 = 10 then 'near' when i % 3 = 0 then 'normal' else 'overdue' end,
        now() - (${CASES}::int - i) * interval '1 second' * (365.0 * 86400 / ${CASES}::int),
        now() - (${CASES}::int - i) * interval '1 second' * (365.0 * 86400 / ${CASES}::int) + interval '5 days',
        now(), 'bench', i::text, now()
      from generate_series(${from}::int, ${Math.min(CASES, from + STEP - 1)}::int) i`.execute(db)
}
