import { afterAll, beforeAll } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { readRoadRouterSuite } from './read-road-router.suite.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

readRoadRouterSuite(() => database.db)
