import { afterAll, beforeAll } from 'vitest'
import { freshEmbedded, type TestEmbedded } from '../../test/embedded.ts'
import { searchPlacesSuite } from './search-places.suite.ts'

let database: TestEmbedded
beforeAll(async () => {
  database = await freshEmbedded()
})
afterAll(() => database.drop())

searchPlacesSuite(() => database.db)
