import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_NOON, TINY_POINTS, tinyActor, tinyServices } from '../../test/tiny-city.ts'
import { actOnCase } from '../cases/act.ts'
import { getCase } from '../cases/get-case.ts'
import { scanClocks } from '../cases/scan-clocks.ts'
import { claimCase } from '../cases/work/claim.ts'
import { scanEscalations } from '../cases/work/scan-escalations.ts'
import { submitReport } from '../reports/submit.ts'
import { giveShift, takeShift } from './hand-over.ts'
import { readShift } from './read-shift.ts'
import { watchFeeds } from './watch-feeds.ts'
import { writeLog } from './write-log.ts'

let database: TestDatabase
let folder: string
let services: Awaited<ReturnType<typeof tinyServices>>
const leader = tinyActor('shift_leader')
const next = tinyActor('shift_leader', { userId: 'next', name: '李接班' })

beforeAll(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'shifts-'))
  await loadTinyCity(database.db)
  services = await tinyServices(database.db, folder)
})
afterAll(async () => {
  await database?.drop()
  await rm(folder, { recursive: true })
})

const later = (minutes: number) => services.clock.set(new Date(TINY_NOON.getTime() + minutes * 60_000))

test('a shift is made from data, given once, taken by another, and both are kept', async () => {
  const [lng, lat] = TINY_POINTS.eastSouth
  const fields = {
    source_system: 'test',
    source_id: 's1',
    description: '路面积水',
    category_code: '200111',
    channel: 'patrol',
    lng,
    lat,
  }
  const { caseId } = await submitReport(services, leader, { fields, photos: [] })
  const { number } = await database.db
    .selectFrom('case_record')
    .select('number')
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow()
  later(1)
  const line = { idempotencyKey: 'l1', text: '盯住积水点', caseNumber: number }
  await writeLog(services, leader, line)
  await writeLog(services, leader, line)
  await expect(
    writeLog(services, leader, { ...line, idempotencyKey: 'l2', caseNumber: '404' }),
  ).rejects.toMatchObject({ code: 'CASE_NOT_FOUND', detail: { field: 'caseNumber' } })
  const before = await readShift(services, leader)
  expect(before.log).toMatchObject([
    { text: '盯住积水点', caseNumber: number, cause: '' },
    { cause: 'urgent', byName: '', caseNumber: number },
  ])
  expect(before.summary).toMatchObject({
    reported: 1,
    open: 1,
    urgent: { total: 1, cases: [{ caseId, number, what: '道路积水' }] },
    watched: { total: 1 },
  })

  later(5)
  const given = await Promise.allSettled([
    giveShift(services, leader, { note: '注意东南积水' }),
    giveShift(services, leader, { note: '再交一次' }),
  ])
  expect(given.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const { waiting } = await readShift(services, next)
  expect(waiting).toMatchObject({ takenAt: null, summary: { urgent: { total: 1 } } })
  const { handoverId } = waiting!
  await expect(takeShift(services, leader, { handoverId })).rejects.toMatchObject({
    code: 'FORBIDDEN_SAME_PERSON',
  })
  later(9)
  await takeShift(services, next, { handoverId })
  await expect(takeShift(services, next, { handoverId })).rejects.toMatchObject({ code: 'HANDOVER_TAKEN' })

  later(10)
  const after = await readShift(services, next)
  expect(after).toMatchObject({
    leaderName: '李接班',
    waiting: null,
    summary: { reported: 0, open: 1, watched: { total: 0 } },
    past: [{ givenName: leader.name, takenName: '李接班', summary: { reported: 1 } }],
  })
  expect(after.log.map(({ text }) => text)).toEqual(['@taken'])
})

test('a shift is of the whole city', async () => {
  const some = tinyActor('shift_leader', { isWholeCity: false, scopeAreaIds: [4] })
  await expect((async () => readShift(services, some))()).rejects.toMatchObject({ code: 'FORBIDDEN_AREA' })
})

test('what happens writes itself down, once each, and is on no watch list', async () => {
  const [lng, lat] = TINY_POINTS.eastSouth
  const linesOf = async (cause: string) =>
    (await readShift(services, leader)).log.filter((line) => line.cause === cause)
  later(60)
  const fields = {
    source_system: 'test',
    description: '积水',
    category_code: '200111',
    channel: 'patrol',
    lng,
    lat,
  }
  const { caseId } = await submitReport(services, leader, {
    fields: { ...fields, source_id: 's2' },
    photos: [],
  })
  expect((await linesOf('urgent')).map((line) => line.caseId)).toContain(caseId)
  later(60 + 121)
  await scanClocks(services)
  await scanClocks(services)
  expect((await linesOf('overdue')).filter((line) => line.caseId === caseId)).toHaveLength(1)
  await database.db
    .updateTable('case_record')
    .set({ state: 'dispatched', dispatched_at: services.clock.now(), escalation_level: 0 })
    .where('case_id', '=', caseId)
    .execute()
  later(60 + 121 + 31)
  await scanEscalations(services)
  await scanEscalations(services)
  const [escalated, ...more] = (await linesOf('escalated')).filter((line) => line.caseId === caseId)
  expect(more).toEqual([])
  expect(escalated).toMatchObject({ textEn: expect.stringContaining('Not signed for 31 minutes') })
  later(60 + 300)
  await watchFeeds(services)
  await watchFeeds(services)
  const feeds = await linesOf('feed_failed')
  expect(feeds.map(({ text }) => text).sort()).toEqual([
    expect.stringContaining('力量定位'),
    expect.stringContaining('案件'),
  ])
  expect((await readShift(services, leader)).summary.watched.total).toBe(0)
})

test('what a leader has claimed passes over with the shift, and ends with the case', async () => {
  const [lng, lat] = TINY_POINTS.eastSouth
  const fields = {
    source_system: 'test',
    description: '积水',
    category_code: '200111',
    channel: 'patrol',
    lng,
    lat,
  }
  const report = async (source_id: string) =>
    (await submitReport(services, leader, { fields: { ...fields, source_id }, photos: [] })).caseId
  const dispatcher = tinyActor('dispatcher')
  const [own, others] = [await report('k1'), await report('k2')]
  const claim = (actor: typeof leader, caseId: number, isClaimed = true) =>
    claimCase(services, actor, {
      caseId,
      isClaimed,
      idempotencyKey: `${actor.userId}-${caseId}-${isClaimed}`,
    })
  const claimedBy = async (caseId: number) => (await getCase(services, leader, caseId)).claimedBy
  await claim(leader, own)
  await claim(dispatcher, others)
  await expect(claim(dispatcher, own)).rejects.toMatchObject({ code: 'CASE_CLAIMED' })

  const { handoverId } = await giveShift(services, leader, { note: '' })
  expect(await takeShift(services, next, { handoverId })).toMatchObject({ claims: 1 })
  expect(await claimedBy(own)).toBe(next.name)
  expect(await claimedBy(others)).toBe(dispatcher.name)
  expect((await readShift(services, next)).summary.claimed?.total).toBe(2)

  await claim(dispatcher, others, false)
  expect(await claimedBy(others)).toBe('')
  const { version } = await getCase(services, leader, own)
  await actOnCase(services, leader, {
    caseId: own,
    version,
    verb: 'void',
    note: '重复',
    idempotencyKey: 'void-claimed',
  })
  expect(await claimedBy(own)).toBe('')
})
