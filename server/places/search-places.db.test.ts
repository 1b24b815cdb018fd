import { afterAll, beforeAll } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { searchPlacesSuite } from './search-places.suite.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

searchPlacesSuite(() => database.db)
