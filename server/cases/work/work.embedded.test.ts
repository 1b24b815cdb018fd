import { afterAll, beforeAll } from 'vitest'
import { freshEmbedded, type TestEmbedded } from '../../../test/embedded.ts'
import { describeWork } from './work.suite.ts'

let embedded: TestEmbedded
beforeAll(async () => {
  embedded = await freshEmbedded()
})
afterAll(() => embedded.drop())

describeWork(() => embedded.db)
