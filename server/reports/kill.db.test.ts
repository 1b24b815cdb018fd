import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { databaseForTest } from '../../test/db.ts'
import { judgeAfterKills, sendWhileKilling } from '../../test/kill-suite.ts'
import { loadTinyCity } from '../../test/tiny-city.ts'
import { createApiKey } from '../identity/create-api-key.ts'

test('the process killed in the middle of writes: nothing acknowledged is lost, nothing doubled', async () => {
  const { db, url } = await databaseForTest()
  await loadTinyCity(db)
  const dataDir = await mkdtemp(path.join(tmpdir(), 'kill-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const apiKey = await createApiKey(db, { now: () => new Date() }, { name: 'kill', roles: ['admin'] })
  const { reports, acts, films, stop } = await sendWhileKilling({
    databaseUrl: url,
    dataDir,
    apiKey,
    rounds: 3,
  })
  await stop()
  expect(reports.size).toBeGreaterThanOrEqual(9)
  expect(acts.length).toBeGreaterThanOrEqual(9)
  expect(films.length).toBeGreaterThanOrEqual(3)
  await judgeAfterKills(db, reports)
}, 180_000)
