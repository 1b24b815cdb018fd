import { afterAll, beforeAll } from 'vitest'
import { describeBasis } from '../../test/basis-suite.ts'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

describeBasis(() => database.db)
