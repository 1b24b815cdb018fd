import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../test/db.ts'
import { loadTinyCity, TINY_NOON } from '../test/tiny-city.ts'
import { rules } from './packs/city-management/rules.ts'
import { topUpPack } from './top-up-pack.ts'

let database: TestDatabase
const { code } = rules.find(({ kind }) => kind === 'registration')!

beforeAll(async () => {
  database = await freshDatabase()
  await loadTinyCity(database.db)
})
afterAll(() => database.drop())

const topUp = () => topUpPack(database.db, TINY_NOON)
const versions = () =>
  database.db
    .selectFrom('rule')
    .select(['version', 'content'])
    .where('code', '=', code)
    .orderBy('version')
    .execute()

test('a city that was not made from the pack is left alone', async () => {
  expect(await topUp()).toEqual([])
})

test('an older city gets the equipment and the newer rule, once', async () => {
  const { db } = database
  await db.updateTable('city').set({ seed: 'tongguan' }).execute()
  await db
    .insertInto('rule')
    .values({
      code,
      kind: 'registration',
      name: '案件立案规则',
      valid: '[2020-01-01T00:00:00Z,)',
      content: JSON.stringify({ nodes: [] }),
    })
    .execute()
  expect(await topUp()).toHaveLength(2)
  expect(await topUp()).toEqual([])
  const [, newer, ...more] = await versions()
  expect(more).toEqual([])
  expect(newer?.version).toBe(2)
  expect(JSON.stringify(newer?.content)).toContain('R-10')
  const flooding = await db
    .selectFrom('category')
    .select('equipment')
    .where('code', '=', '200111')
    .executeTakeFirstOrThrow()
  expect(flooding.equipment).toEqual(['pump'])
})

test('a rule that somebody here has published stays theirs', async () => {
  const { db } = database
  await db.deleteFrom('rule').where('code', '=', code).where('version', '=', 2).execute()
  await db.updateTable('rule').set({ published_at: TINY_NOON }).where('code', '=', code).execute()
  expect(await topUp()).toEqual([])
  expect(await versions()).toHaveLength(1)
})
