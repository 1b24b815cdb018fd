import { expect, it, onTestFinished } from 'vitest'
import { createDb } from '../server/db/client.ts'
import { startEmbedded } from '../server/db/embedded/start-embedded.ts'
import { migrate } from '../server/db/migrate.ts'
import { freshDataDir } from '../test/embedded.ts'
import { definitions, expectWholeCity, runSeed } from './killed-load.suite.ts'

it('begins anew and ends whole wherever it was killed', async () => {
  const env = { DATA_DIR: await freshDataDir() }
  for (const point of ['City made', 'basemap:', 'readings:', 'cases:', 'seen cells:']) {
    const { said, code } = await runSeed(env, point)
    expect(said, said).toContain(point)
    expect(code).toBeNull()
  }
  const { said, code } = await runSeed(env, undefined)
  expect(code, said).toBe(0)
  const whole = await open(env.DATA_DIR)
  const empty = await open(await freshDataDir())
  await expectWholeCity(whole, await definitions(empty))
}, 1_200_000)

async function open(dataDir: string) {
  const embedded = await startEmbedded({ dataDir, log: () => {} })
  const db = createDb(embedded.url)
  onTestFinished(async () => {
    await db.destroy()
    await embedded.stop()
  })
  await migrate(db)
  return db
}
