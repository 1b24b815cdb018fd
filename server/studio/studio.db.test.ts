import { afterAll, beforeAll } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { describeStudio } from '../../test/studio-suite.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

describeStudio(() => database.db)
