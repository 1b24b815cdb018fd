import { afterAll, beforeAll } from 'vitest'
import { describeBasis } from '../../test/basis-suite.ts'
import { freshEmbedded, type TestEmbedded } from '../../test/embedded.ts'

let embedded: TestEmbedded
beforeAll(async () => {
  embedded = await freshEmbedded()
})
afterAll(() => embedded.drop())

describeBasis(() => embedded.db)
