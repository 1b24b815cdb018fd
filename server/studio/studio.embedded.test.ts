import { afterAll, beforeAll } from 'vitest'
import { freshEmbedded, type TestEmbedded } from '../../test/embedded.ts'
import { describeStudio } from '../../test/studio-suite.ts'

let embedded: TestEmbedded
beforeAll(async () => {
  embedded = await freshEmbedded()
})
afterAll(() => embedded.drop())

describeStudio(() => embedded.db)
