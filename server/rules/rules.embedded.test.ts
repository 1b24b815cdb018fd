import { afterAll, beforeAll } from 'vitest'
import { freshEmbedded, type TestEmbedded } from '../../test/embedded.ts'
import { describeRules } from '../../test/rules-suite.ts'

let embedded: TestEmbedded
beforeAll(async () => {
  embedded = await freshEmbedded()
})
afterAll(() => embedded.drop())

describeRules(() => embedded.db)
