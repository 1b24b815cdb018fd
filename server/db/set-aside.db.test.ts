import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { putBack, setAside } from './set-aside.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await freshDatabase()
})
afterAll(() => test.drop())

/** Every index and constraint, as PostgreSQL writes it down. */
async function definitions(): Promise<readonly string[]> {
  const { rows } = await sql<{ definition: string }>`
    select pg_get_indexdef(indexrelid) as definition from pg_index
      join pg_class on pg_class.oid = indrelid where relnamespace = 'public'::regnamespace
    union all
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'public'::regnamespace order by 1`.execute(test.db)
  return rows.map(({ definition }) => definition)
}

it('takes indexes, keys and references off, and makes them again as they were', async () => {
  const before = await definitions()
  await setAside(test.db, ['case_record', 'report', 'event_log'])
  const meanwhile = await definitions()
  expect(
    meanwhile.filter((line) => /case_record_geom|event_log_pkey|report_private_report_id_fkey/.test(line)),
  ).toEqual([])
  expect(meanwhile.length).toBeLessThan(before.length - 15)
  // Somebody who was killed and begins anew takes nothing off twice.
  await setAside(test.db, ['case_record', 'report', 'event_log', 'case_step'])
  let told = 0
  await putBack(test.db, { onProgress: () => told++ })
  expect(await definitions()).toEqual(before)
  expect(told).toBeGreaterThan(15)
  expect(await test.db.selectFrom('set_aside').selectAll().execute()).toEqual([])
})

it('keeps the note of what cannot be made, and what is made stays made', async () => {
  await setAside(test.db, ['department'])
  await sql`insert into department (code, name, kind) values ('HW', 'one', 'bureau'), ('HW', 'two', 'bureau')`.execute(
    test.db,
  )
  await expect(putBack(test.db)).rejects.toThrow(/department_code_key/)
  await sql`delete from department`.execute(test.db)
  await putBack(test.db)
  expect(await test.db.selectFrom('set_aside').selectAll().execute()).toEqual([])
})
