import { rmSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { freshDataDir } from '../../test/embedded.ts'
import { judgeAfterKills, sendWhileKilling } from '../../test/kill-suite.ts'
import { loadTinyCity } from '../../test/tiny-city.ts'
import { createDb } from '../db/client.ts'
import { startEmbedded } from '../db/embedded/start-embedded.ts'
import { createApiKey } from '../identity/create-api-key.ts'

test('killed in the middle of writes with its own database: nothing acknowledged is lost or doubled', async () => {
  const dataDir = await freshDataDir()
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const before = await startEmbedded({ dataDir })
  const fresh = createDb(before.url)
  await loadTinyCity(fresh)
  const apiKey = await createApiKey(fresh, { now: () => new Date() }, { name: 'kill', roles: ['admin'] })
  await fresh.destroy()
  await before.stop()

  const { reports, acts, films, stop } = await sendWhileKilling({
    databaseUrl: undefined,
    dataDir,
    apiKey,
    rounds: 2,
  })
  await stop()
  expect(reports.size).toBeGreaterThanOrEqual(6)
  expect(acts.length).toBeGreaterThanOrEqual(6)
  expect(films.length).toBeGreaterThanOrEqual(2)

  const after = await startEmbedded({ dataDir })
  const db = createDb(after.url)
  await judgeAfterKills(db, reports)
  await db.destroy()
  await after.stop()
}, 180_000)
