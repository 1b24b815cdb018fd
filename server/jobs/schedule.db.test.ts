import { tmpdir } from 'node:os'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { tinyServices } from '../../test/tiny-city.ts'
import { type Job, startJobs } from './schedule.ts'

let database: TestDatabase
let services: Awaited<ReturnType<typeof tinyServices>>
const stops: (() => Promise<void>)[] = []

beforeAll(async () => {
  database = await freshDatabase()
  services = await tinyServices(database.db, tmpdir())
})
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})
afterAll(() => database?.drop())

const later = (seconds: number) =>
  services.clock.set(new Date(services.clock.now().getTime() + seconds * 1000))
const start = async (job: Job) => {
  const stop = await startJobs(services, [job])
  stops.push(stop)
  return stop
}
/** Longer than the pause between two looks. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 1300))

test('runs when due, in one process of several, and again a period later', async () => {
  const run = vi.fn(async () => {})
  const job: Job = { name: 'test.one', everySeconds: 60, leaseSeconds: 10, run }
  await start(job)
  await start(job)
  await aWhile()
  expect(run).toHaveBeenCalledTimes(1)
  later(61)
  await aWhile()
  expect(run).toHaveBeenCalledTimes(2)
})

test('a failed run is kept in the row and tried again at the next turn', async () => {
  const run = vi.fn(async () => {
    throw new Error('no luck')
  })
  await start({ name: 'test.failing', everySeconds: 60, leaseSeconds: 10, run })
  await aWhile()
  const row = await database.db
    .selectFrom('job_run')
    .selectAll()
    .where('name', '=', 'test.failing')
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ error: 'Error: no luck', leased_until: null })
  later(61)
  await aWhile()
  expect(run).toHaveBeenCalledTimes(2)
})

test('what a dead process holds is free when its lease has ended', async () => {
  const run = vi.fn(async () => {})
  const now = services.clock.now()
  await database.db
    .insertInto('job_run')
    .values({
      name: 'test.dead',
      due_at: now,
      holder: 'dead',
      leased_until: new Date(now.getTime() + 5000),
    })
    .execute()
  await start({ name: 'test.dead', everySeconds: 60, leaseSeconds: 5, run })
  await aWhile()
  expect(run).not.toHaveBeenCalled()
  later(6)
  await aWhile()
  expect(run).toHaveBeenCalledTimes(1)
})

test('what takes long in a lane of its own keeps no other job waiting, and is waited for on stopping', async () => {
  const ended = vi.fn()
  let release = () => {}
  const long: Job = {
    name: 'test.long',
    everySeconds: 60,
    leaseSeconds: 600,
    lane: 'long',
    run: () =>
      new Promise<void>((resolve) => {
        release = resolve
      }).then(ended),
  }
  const quick: Job = { name: 'test.quick', everySeconds: 60, leaseSeconds: 10, run: vi.fn(async () => {}) }
  const stop = await startJobs(services, [long, quick])
  await aWhile()
  later(61)
  await aWhile()
  expect(quick.run).toHaveBeenCalledTimes(2)
  const stopped = stop()
  release()
  await stopped
  expect(ended).toHaveBeenCalledTimes(1)
})
