import { type Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import { createDb, withScope, withSystem } from './client.ts'
import { migrate } from './migrate.ts'
import type { Database } from './schema.ts'

/** Two streets: 41 and 42; 0 is nowhere. */
const ofStreet = (scopeAreaIds: readonly number[]) => ({ userId: 'u1', scopeAreaIds })
const wholeCity = { userId: 'u1', scopeAreaIds: [], isWholeCity: true }

async function addCases(db: Kysely<Database>): Promise<void> {
  await sql`
    insert into case_record (number, state, channel, found_by, description, scope_area_id, geom, reported_at,
      source_system, source_id, updated_at)
    select 'C' || n, 'reported', 'hotline', 'public', '井盖破损 ' || n, case when n % 10 = 0 then 0 else 41 + n % 2 end,
      st_setsrid(st_makepoint(120 + n % 200 * 0.001, 30 + n / 200 * 0.001), 4326), '2026-03-02T00:00:00Z',
      'test', n::text, '2026-03-02T00:00:00Z'
    from generate_series(1, 4000) n`.execute(db)
  await sql`analyze case_record`.execute(db)
}

/** What tables, roles and row-level security promise on both databases. */
export function describeDatabase(database: () => { db: Kysely<Database>; url: string }): void {
  test('migrating again changes nothing', async () => {
    expect(await migrate(database().db)).toEqual({ applied: [], isLeakproof: true })
  })

  test('two instances that start at once migrate one after the other', async () => {
    const { db } = database()
    const results = await Promise.all([migrate(db), migrate(db)])
    expect(results.map(({ applied }) => applied)).toEqual([[], []])
  })

  test('refuses a database that a newer version wrote', async () => {
    const { db } = database()
    await sql`insert into schema_migration values ('9999-future.ts')`.execute(db)
    await expect(migrate(db)).rejects.toThrow('newer version of Tongguan (it has 9999-future.ts)')
    await sql`delete from schema_migration where name = '9999-future.ts'`.execute(db)
  })

  test('every table with an area of scope, and no other by accident, is under row-level security', async () => {
    const { rows } = await sql<{ name: string }>`
      select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'scope_area_id'
        and not (c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))`.execute(
      database().db,
    )
    expect(rows).toEqual([])
  })

  test('the application roles are no superusers and may not read who signs in', async () => {
    const { db } = database()
    const { rows } = await sql`
      select rolsuper, rolbypassrls, rolcanlogin from pg_roles
      where rolname in ('tongguan_app', 'tongguan_city', 'tongguan_handed', 'tongguan_handed_city')`.execute(
      db,
    )
    const harmless = { rolsuper: false, rolbypassrls: false, rolcanlogin: false }
    expect(rows).toEqual([harmless, harmless, harmless, harmless])
    for (const actor of [ofStreet([41]), wholeCity])
      for (const table of ['api_key', 'role_grant', 'schema_migration']) {
        await expect(
          withScope(db, actor, (trx) => sql`select * from ${sql.id(table)}`.execute(trx)),
        ).rejects.toThrow('permission denied')
      }
  })

  test('whoever sees the whole city sees all that areas hide, and still only what is their own', async () => {
    const { db } = database()
    const { rows } = await sql<{ name: string; has: boolean }>`
      select p.tablename as name, exists (select from pg_policies q
        where q.tablename = p.tablename and q.policyname = 'whole_city' and q.roles = '{tongguan_city}') as has
      from pg_policies p where p.qual like '%tongguan.scope_area_ids%' or p.qual like '%tongguan.user_id%'`.execute(
      db,
    )
    const own = [
      'idempotency',
      'notice_message',
      'notification',
      'saved_shape',
      'saved_view',
      'question_hand_over',
    ]
    expect(rows.filter(({ name, has }) => has === own.includes(name))).toEqual([])
    for (const table of own) expect(rows.map(({ name }) => name)).toContain(table)
  })

  test('shows, counts and changes only what lies in scope; the system sees all', async () => {
    const { db } = database()
    await addCases(db)
    const count = (scopeAreaIds: readonly number[]) =>
      withScope(db, ofStreet(scopeAreaIds), async (trx) => {
        const { rows } = await sql<{ n: number }>`select count(*) as n from case_record`.execute(trx)
        return rows[0]?.n
      })
    expect(await Promise.all([[41], [42], [0], [41, 42, 0], []].map(count))).toEqual([
      1600, 2000, 400, 4000, 0,
    ])
    const everybodys = await withScope(db, wholeCity, (trx) => sql`select from case_record`.execute(trx))
    expect(everybodys.rows.length).toBe(4000)
    const all = await withSystem(db, 'test', (trx) => sql`select from case_record`.execute(trx))
    expect(all.rows.length).toBe(4000)
    const changed = await withScope(db, ofStreet([41]), (trx) =>
      sql`update case_record set address = 'x' where true`.execute(trx),
    )
    expect(changed.numAffectedRows).toBe(1600n)
    await expect(
      withScope(db, ofStreet([41]), (trx) =>
        sql`update case_record set scope_area_id = 42 where number = 'C2'`.execute(trx),
      ),
    ).rejects.toThrow('row-level security')
  })

  test('the scope ends with its transaction, on every connection of the pool', async () => {
    const { db } = database()
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => {
        const area = 41 + (n % 2)
        return withScope(db, ofStreet([area]), async (trx) => {
          const { rows } = await sql<{ area: number }>`
            select distinct scope_area_id as area from case_record`.execute(trx)
          expect(rows).toEqual([{ area }])
        })
      }),
    )
    const { rows } = await sql<{ role: string; areas: string | null }>`
      select current_user::text as role, current_setting('tongguan.scope_area_ids', true) as areas`.execute(
      db,
    )
    expect(rows[0]?.role).toBe('postgres')
    expect(rows[0]?.areas ?? '').toBe('')
  })

  test('the application role keeps the spatial index', async () => {
    const { db } = database()
    const plan = await withScope(db, ofStreet([41]), async (trx) => {
      const { rows } = await sql<{ 'QUERY PLAN': string }>`
        explain select case_id from case_record
        where geom && st_makeenvelope(120.01, 30.001, 120.013, 30.003, 4326)`.execute(trx)
      return rows.map((row) => row['QUERY PLAN']).join('\n')
    })
    expect(plan).toContain('case_record_geom')
  })

  test('values come back as decided: whole numbers, days, instants, and no rounding in silence', async () => {
    const { db } = database()
    const { rows } = await sql`
      select 9007199254740991::bigint as big, 12.5::numeric as decimal, '2026-03-01'::date as day,
        '2026-03-01T08:00:00.123Z'::timestamptz as at, '{"a":[1]}'::jsonb as json,
        array[1,2]::bigint[] as bigs, tstzrange('2026-03-01T00:00:00Z', null) as range`.execute(db)
    expect(rows).toEqual([
      {
        big: 9007199254740991,
        decimal: 12.5,
        day: '2026-03-01',
        at: new Date('2026-03-01T08:00:00.123Z'),
        json: { a: [1] },
        bigs: [1, 2],
        range: '["2026-03-01 00:00:00+00",)',
      },
    ])
    const own = createDb(database().url, { maxConnections: 1 })
    await expect(sql`select 9007199254740993::bigint`.execute(own)).rejects.toThrow(
      'too large a whole number',
    )
    await own.destroy()
  })
}
