import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import type { PointRow } from '../../tiles/engine/point-store.ts'
import { pagesOf, pagesOfCases, readCases } from './queries.ts'

const since = new Date('2026-03-01T00:00:00Z')
let database: TestDatabase

/** Days on either side of `since`, far more cases to a second than a page has room for, some open, some without a place. */
beforeAll(async () => {
  database = await freshDatabase()
  await sql`insert into case_record (number, state, channel, found_by, description, geom, scope_area_id, reported_at, source_system,
      source_id, updated_at)
    select 'C' || i, case when i % 7 = 0 then 'signed' else 'closed' end, 'hotline', 'public', '', case when i % 50 > 0 then
      st_point(116, 40, 4326) end, 1, ${since}::timestamptz + ((i % 5 - 2) * interval '1 day') + (i % 3) * interval '1 microsecond',
      'test', i::text, now()
    from generate_series(1, 30000) i`.execute(database.db)
})
afterAll(() => database?.drop())

async function idsOf(pages: AsyncIterable<PointRow[]>): Promise<number[]> {
  const ids: number[] = []
  for await (const rows of pages) ids.push(...rows.map(({ id }) => id))
  return ids
}

test('by their time come the same cases as by their ids, each once', async () => {
  const { db } = database
  const byTime = await idsOf(pagesOfCases(db, since))
  const byId = await idsOf(pagesOf((which) => readCases(db, which, since)))
  expect(byId.length).toBeGreaterThan(15_000)
  expect(byTime.toSorted((a, b) => a - b)).toEqual(byId)
})
