import { afterAll, beforeAll } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../../test/db.ts'
import { describeWork } from './work.suite.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

describeWork(() => database.db)
