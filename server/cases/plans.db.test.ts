import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_AREAS, TINY_NOON, tinyActor } from '../../test/tiny-city.ts'
import { type Trx, withScope } from '../db/client.ts'
import { type CaseFilter, whereCases } from './case-filter.ts'

/** Plans under the application role: row-level security silently takes indexes away unless operators are leakproof. */
let database: TestDatabase
const CASES = 60_000

beforeAll(async () => {
  database = await freshDatabase()
  await loadTinyCity(database.db)
  await sql`
    insert into case_record (number, state, channel, found_by, description, geom, scope_area_id, duty_grid_id, reported_at, due_at,
      warn_at, source_system, source_id, updated_at)
    select (2026000000 + n * 7)::text, case when n % 40 = 0 then 'registered' else 'closed' end, 'hotline', 'public', '道路积水' || n,
      st_setsrid(st_makepoint(118.80 + (n::bigint * 7919 % 40000) / 1e6, 31.90 + (n::bigint * 104729 % 40000) / 1e6), 4326),
      4 + n % 4, 4 + n % 500, ${TINY_NOON}::timestamptz - n * interval '5 minutes', ${TINY_NOON}::timestamptz - n * interval '4 minutes',
      ${TINY_NOON}::timestamptz, 'plan', n::text, ${TINY_NOON}
    from generate_series(1, ${CASES}) n`.execute(database.db)
  await sql`analyze case_record`.execute(database.db)
})
afterAll(() => database.drop())

async function planOf(trx: Trx, filter: CaseFilter): Promise<string> {
  const rows = await trx
    .selectFrom('case_record')
    .select('case_id')
    .where((eb) => whereCases(eb, filter))
    .explain('text', sql`analyze`)
  return JSON.stringify(rows)
}

const street = tinyActor('dispatcher', { scopeAreaIds: [TINY_AREAS.westSouth], isWholeCity: false })
const actors = [
  ['one street', street],
  ['the whole city', tinyActor('dispatcher')],
] as const

it.each(actors)('finds words and numbers by their indexes, for %s', async (_, actor) => {
  await withScope(database.db, actor, async (trx) => {
    expect(await planOf(trx, { text: '积水12345' })).toContain('case_record_words')
    const plan = await planOf(trx, { text: '2026000070' })
    expect(plan).toContain('case_record_number_prefix')
    expect(plan).toContain('case_record_number_suffix')
  })
})

it.each(actors)('finds the cases of a state or a category by their indexes, for %s', async (_, actor) => {
  await withScope(database.db, actor, async (trx) => {
    expect(await planOf(trx, { states: ['fed_back'] })).toMatch(/case_record_open/)
    expect(await planOf(trx, { open: true, categoryIds: [3] })).toMatch(/case_record_open/)
  })
})

it('finds the cases of a drawn shape by the spatial index', async () => {
  const ring = [
    [118.81, 31.91],
    [118.812, 31.91],
    [118.812, 31.912],
    [118.81, 31.912],
    [118.81, 31.91],
  ]
  await withScope(database.db, tinyActor('dispatcher'), async (trx) => {
    expect(await planOf(trx, { within: { type: 'Polygon', coordinates: [ring] } })).toContain(
      'case_record_geom',
    )
  })
})

it('finds the open cases, and those of a grid or a period, by their indexes', async () => {
  await withScope(database.db, tinyActor('dispatcher'), async (trx) => {
    expect(await planOf(trx, { open: true })).toMatch(/case_record_(open|queue)/)
    expect(await planOf(trx, { dutyGridIds: [4] })).toContain('case_record_duty_grid')
    const from = new Date(TINY_NOON.getTime() - 86_400_000).toISOString()
    expect(await planOf(trx, { from })).toContain('case_record_reported')
  })
})

it.each(actors)(
  'counts what is open, and what is near its limit, from an index alone, for %s',
  async (_, actor) => {
    // On so few cases the plain index of what is open costs as little; what counts is that another can answer alone.
    await sql`drop index if exists case_record_open`.execute(database.db)
    await withScope(database.db, actor, async (trx) => {
      await sql`set local enable_seqscan = off`.execute(trx)
      await sql`set local enable_bitmapscan = off`.execute(trx)
      const filters: CaseFilter[] = [{ open: true }, { open: true, clockLevels: ['near'] }]
      for (const filter of filters) expect(await planOf(trx, filter)).toContain('Index Only Scan')
    })
  },
)

it.each(actors)('finds the words of open cases without those of the closed, for %s', async (_, actor) => {
  await withScope(database.db, actor, async (trx) => {
    expect(await planOf(trx, { open: true, text: '积水12345' })).toContain('case_record_queue_words')
  })
})

it('finds the cases handed to a department by its index, and counts its open ones from an index alone', async () => {
  await sql`update case_record set department_id = 1 where case_id % 500 = 0`.execute(database.db)
  await sql`vacuum analyze case_record`.execute(database.db)
  const handed = tinyActor('department_handler', { departmentIds: [1], handedTo: [1] })
  await withScope(database.db, handed, async (trx) => {
    expect(await planOf(trx, { states: ['closed'] })).toContain('case_record_department')
    await sql`set local enable_bitmapscan = off`.execute(trx)
    expect(await planOf(trx, { open: true })).toMatch(/Index Only Scan using case_record_(queue|open)/)
  })
})

it('scans the clocks by what may have to move', async () => {
  await database.db.transaction().execute(async (trx) => {
    await sql`set local enable_seqscan = off`.execute(trx)
    const { rows } = await sql`explain select case_id from case_record
      where state not in ('closed','canceled') and family is distinct from 'merged' and clock_level <> 'overdue'
        and clock_paused_at is null and least(warn_at, due_at, handle_due_at) <= ${TINY_NOON}
      order by least(warn_at, due_at, handle_due_at) limit 200`.execute(trx)
    expect(JSON.stringify(rows)).toContain('case_record_ticking')
  })
})

it('pages through the queue by an index, without sorting it', async () => {
  await withScope(database.db, tinyActor('dispatcher'), async (trx) => {
    const due = sql<Date>`coalesce(case_record.due_at, 'infinity')`
    const page = await trx
      .selectFrom('case_record')
      .select('case_id')
      .where((eb) => whereCases(eb, { open: true }))
      .orderBy(due)
      .orderBy('case_id')
      .limit(11)
      .explain('text', sql`analyze`)
    expect(JSON.stringify(page)).toContain('case_record_queue')
    expect(JSON.stringify(page)).not.toContain('Sort')
  })
})

const found = (text: string) =>
  withScope(database.db, tinyActor('dispatcher'), async (trx) => {
    const rows = await trx
      .selectFrom('case_record')
      .select('source_id')
      .where('source_system', '=', 'words')
      .where((eb) => whereCases(eb, { text }))
      .orderBy('source_id')
      .execute()
    return rows.map((row) => row.source_id).join('')
  })

it('finds a text wherever it stands, whole, whatever its case and its signs', async () => {
  const cases = [
    ['a', '99000001', '桂花路积水，积水很深', '桂花路 12 号'],
    ['b', '99000002', '水积在路上', 'KFC门口'],
    ['c', '99000013', '100%坏了_路灯', ''],
  ] as const
  for (const [id, number, description, address] of cases)
    await sql`insert into case_record (number, state, channel, found_by, description, address, scope_area_id, reported_at,
        source_system, source_id, updated_at)
      values (${number}, 'registered', 'hotline', 'public', ${description}, ${address}, 4, ${TINY_NOON}, 'words', ${id},
        ${TINY_NOON})`.execute(database.db)
  expect(await found('积水')).toBe('a')
  expect(await found('水积')).toBe('b')
  expect(await found('路')).toBe('abc')
  expect(await found('桂花路 12')).toBe('a')
  expect(await found('kfc门')).toBe('b')
  expect(await found('0%坏')).toBe('c')
  expect(await found('%灯')).toBe('')
  expect(await found('了_路')).toBe('c')
  expect(await found('990000')).toBe('abc')
  expect(await found('0013')).toBe('c')
  // In description and address together, but nowhere in one piece.
  expect(await found('深桂花')).toBe('')
})
