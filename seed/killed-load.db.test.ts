import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../test/db.ts'
import { definitions, expectWholeCity, runSeed } from './killed-load.suite.ts'

let test: TestDatabase
let pristine: readonly string[]
beforeAll(async () => {
  test = await freshDatabase()
  pristine = await definitions(test.db)
})
afterAll(() => test.drop())

it('begins anew and ends whole wherever it was killed', async () => {
  // In the geography, within the COPYs, and half-way through the indexes.
  for (const point of ['basemap:', 'cases:', 'seen cells:']) {
    const { said, code } = await runSeed({ DATABASE_URL: test.url }, point)
    expect(said, said).toContain(point)
    expect(code).toBeNull()
  }
  const { said, code } = await runSeed({ DATABASE_URL: test.url }, undefined)
  expect(said).toContain('An earlier load was cut off')
  expect(code, said).toBe(0)
  await expectWholeCity(test.db, pristine)
}, 300_000)

it('refuses a city that is there, in a line', async () => {
  const { said, code } = await runSeed({ DATABASE_URL: test.url }, undefined)
  expect(code).toBe(1)
  expect(said).toMatch(/此数据库已有城市|already holds a city/)
  expect(said).not.toMatch(/at .*\.ts:\d+/)
}, 60_000)
