import { afterAll, beforeAll } from 'vitest'
import { freshEmbedded, type TestEmbedded } from '../test/embedded.ts'
import { responsibilityIndexSuite } from '../test/responsibility-suite.ts'

let database: TestEmbedded
beforeAll(async () => {
  database = await freshEmbedded()
})
afterAll(() => database.drop())

responsibilityIndexSuite(() => database.db, 0.1)
