import { afterAll, beforeAll } from 'vitest'
import { freshEmbedded, type TestEmbedded } from '../../test/embedded.ts'
import { readRoadRouterSuite } from './read-road-router.suite.ts'

let database: TestEmbedded
beforeAll(async () => {
  database = await freshEmbedded()
})
afterAll(() => database.drop())

readRoadRouterSuite(() => database.db)
