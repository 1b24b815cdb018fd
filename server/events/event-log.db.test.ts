import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { withSystem } from '../db/client.ts'
import type { LiveEvent } from '../live/event-feed.ts'
import { appendEvent } from './append-event.ts'
import { describeEventLog, failOnError, newEvent } from './event-log.suite.ts'
import { listen } from './listen.ts'
import { startEventFeed } from './start-event-feed.ts'
import { CHANNEL, startSequencer } from './start-sequencer.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

test('an open transaction stalls nobody, and its event follows when it commits', async () => {
  const { db, url } = database
  const stop = startSequencer(db, { isEmbedded: false, onError: failOnError })
  const feed = await startEventFeed(db, { listenUrl: url, onError: failOnError })
  const seen: LiveEvent[] = []
  feed.subscribe((events) => seen.push(...events))
  let commit = () => {}
  const held = new Promise<void>((resolve) => {
    commit = resolve
  })
  let isWritten = () => {}
  const written = new Promise<void>((resolve) => {
    isWritten = resolve
  })
  const late = withSystem(db, 'test', async (trx) => {
    await appendEvent(trx, newEvent('late'))
    isWritten()
    await held
  })
  await written
  const startedAt = performance.now()
  await withSystem(db, 'test', (trx) => appendEvent(trx, newEvent('early')))
  await expect.poll(() => seen.map(({ entityId }) => entityId), { interval: 5 }).toEqual(['early'])
  expect(performance.now() - startedAt).toBeLessThan(200)
  commit()
  await late
  await expect.poll(() => seen.map(({ entityId }) => entityId)).toEqual(['early', 'late'])
  await Promise.all([stop(), feed.stop()])
})

test('other processes are woken by NOTIFY', async () => {
  let wakes = 0
  const unlisten = listen(database.url, CHANNEL, () => {
    wakes += 1
  })
  await expect.poll(() => wakes).toBe(1)
  const stop = startSequencer(database.db, { isEmbedded: false, onError: failOnError })
  await withSystem(database.db, 'test', (trx) => appendEvent(trx, newEvent('afar')))
  await expect.poll(() => wakes).toBe(2)
  await stop()
  await unlisten()
})

describeEventLog(() => ({ db: database.db, isEmbedded: false }))
