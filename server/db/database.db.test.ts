import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseForTest, freshDatabase, type TestDatabase } from '../../test/db.ts'
import { StartError } from '../start-error.ts'
import { createDb } from './client.ts'
import { describeDatabase } from './database.suite.ts'
import { migrate } from './migrate.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

describeDatabase(() => database)

test('a login that is no superuser migrates too, and is told that indexes suffer', async () => {
  const own = await databaseForTest()
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(own.db)
  await sql`create role city_login login createrole`.execute(own.db)
  await sql`grant tongguan_app to city_login`.execute(own.db)
  await sql`alter database ${sql.id(rows[0]!.name)} owner to city_login`.execute(own.db)
  await sql`drop owned by tongguan_app`.execute(own.db)
  await sql`drop schema public cascade`.execute(own.db)
  await sql`create schema public authorization city_login`.execute(own.db)
  for (const name of ['postgis', 'btree_gist', 'pg_trgm']) {
    await sql`create extension ${sql.id(name)}`.execute(own.db)
  }
  const login = createDb(own.url.replace('postgres@', 'city_login@'))
  const result = await migrate(login)
  expect(result.applied.length).toBeGreaterThan(1)
  expect(result.isLeakproof).toBe(false)
  await login.destroy()
})

test('an address that does not answer is told at once, without the password', async () => {
  const startedAt = performance.now()
  for (const [url, reason] of [
    ['postgresql://me:secret@127.0.0.1:9/city', 'ECONNREFUSED'],
    [database.url.replace(/\/test_[0-9a-f]+/, '/nowhere'), 'database "nowhere" does not exist'],
  ] as const) {
    const db = createDb(url)
    const error = await migrate(db).catch((error: Error) => error)
    expect(error).toBeInstanceOf(StartError)
    expect((error as Error).message).toContain(reason)
    expect((error as Error).message).not.toContain('secret')
    await db.destroy()
  }
  expect(performance.now() - startedAt).toBeLessThan(5000)
})
