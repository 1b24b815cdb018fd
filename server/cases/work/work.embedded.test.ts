import { afterAll, beforeAll } from 'vitest'
import { describeWork } from '../../../test/case-work-suite.ts'
import { freshEmbedded, type TestEmbedded } from '../../../test/embedded.ts'

let embedded: TestEmbedded
beforeAll(async () => {
  embedded = await freshEmbedded()
})
afterAll(() => embedded.drop())

describeWork(() => embedded.db)
