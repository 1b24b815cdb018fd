import { afterAll, beforeAll } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { describeRules } from '../../test/rules-suite.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

describeRules(() => database.db)
