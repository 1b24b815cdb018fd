import { afterAll, beforeAll } from 'vitest'
import { describeWork } from '../../../test/case-work-suite.ts'
import { freshDatabase, type TestDatabase } from '../../../test/db.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

describeWork(() => database.db)
