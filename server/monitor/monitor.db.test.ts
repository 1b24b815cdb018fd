import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import {
  loadTinyCity,
  TINY_AREAS,
  TINY_NOON,
  TINY_POINTS,
  type TinyCity,
  tinyActor,
  tinyServices,
} from '../../test/tiny-city.ts'
import { actOnCase } from '../cases/act.ts'
import type { ActInput } from '../cases/act-input.ts'
import { getCase } from '../cases/get-case.ts'
import { askExclusion, callBack } from '../cases/work/call-back.ts'
import type { Actor } from '../identity/actor.ts'
import { submitReport } from '../reports/submit.ts'
import { FIGURE_CODES } from './figures.ts'
import { listBehind } from './list-behind.ts'
import { readCallbacks } from './read-callbacks.ts'
import { readClosures } from './read-closures.ts'
import { readMonitor } from './read-monitor.ts'

let database: TestDatabase
let folder: string
let city: TinyCity
let services: Awaited<ReturnType<typeof tinyServices>>
let handler: Actor
const leader = tinyActor('shift_leader')
const dispatcher = tinyActor('dispatcher')

beforeAll(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'monitor-'))
  city = await loadTinyCity(database.db)
  services = await tinyServices(database.db, folder)
  handler = tinyActor('department_handler', { departmentIds: [city.departments.sanitation] })
})
afterAll(async () => {
  await database?.drop()
  await rm(folder, { recursive: true })
})

let serial = 0
const once = () => `m${++serial}`
const at = (minutes: number) => services.clock.set(new Date(TINY_NOON.getTime() + minutes * 60_000))
const act = async (actor: Actor, caseId: number, verb: ActInput['verb'], more: Partial<ActInput> = {}) => {
  const { version } = await getCase(services, leader, caseId)
  return actOnCase(services, actor, { caseId, version, verb, idempotencyKey: once(), ...more })
}
const send = (caseId: number) =>
  act(dispatcher, caseId, 'dispatch', { departmentId: city.departments.sanitation })
async function registered(): Promise<number> {
  const [lng, lat] = TINY_POINTS.eastSouth
  const fields = {
    source_system: 'test',
    source_id: once(),
    description: '垃圾',
    category_code: '200102',
    channel: 'patrol',
    lng,
    lat,
  }
  const { caseId } = await submitReport(services, leader, { fields, photos: [] })
  expect((await getCase(services, leader, caseId)).state).toBe('registered')
  return caseId
}

test('every number is the number of the cases that it opens, and ages stand in their band', async () => {
  at(0)
  const pinged = await registered()
  await send(pinged)
  await act(handler, pinged, 'return', { note: '不归我管' })
  await send(pinged)
  await act(handler, pinged, 'return', { note: '还是不归' })
  const late = await registered()
  await send(late)
  at(40)
  const fresh = await registered()
  await send(fresh)
  const signed = await registered()
  await send(signed)
  at(45)
  await act(handler, signed, 'sign')

  const monitor = await readMonitor(services, leader)
  expect(monitor.figures).toMatchObject({
    undispatched: 1,
    unsigned: 2,
    unsigned_late: 1,
    in_hand: 1,
    ping_pong: 1,
    escalated: 0,
  })
  expect(monitor.departments).toMatchObject([
    { departmentId: null, open: 1, waitingByAge: [0, 0, 1, 0, 0] },
    { departmentId: city.departments.sanitation, open: 3, waitingByAge: [1, 0, 1, 0, 0] },
  ])
  expect(monitor.pace).toMatchObject({ toSign: { median: 5, ninetieth: 5 } })
  for (const figure of FIGURE_CODES)
    expect([figure, (await listBehind(services, leader, { figure })).total]).toEqual([
      figure,
      monitor.figures[figure],
    ])
  const behind = await listBehind(services, leader, {
    figure: 'unsigned',
    departmentId: city.departments.sanitation,
    ageBand: 2,
  })
  expect(behind).toMatchObject({ total: 1, rows: [{ caseId: late, since: TINY_NOON.toISOString() }] })
  const unsent = await listBehind(services, leader, { departmentId: 0 })
  expect(unsent.rows.map(({ caseId }) => caseId)).toEqual([pinged])
})

test('counts only what lies in the reach of who asks', async () => {
  const west = tinyActor('shift_leader', { isWholeCity: false, scopeAreaIds: [TINY_AREAS.westSouth] })
  const { figures, departments } = await readMonitor(services, west)
  expect(Object.values(figures).every((n) => n === 0)).toBe(true)
  expect(departments).toEqual([])
})

test('a closed case keeps the level that closed it, counted by subdistrict and opened by its number', async () => {
  at(50)
  const closed = await registered()
  await send(closed)
  await act(handler, closed, 'sign')
  await act(handler, closed, 'handle')
  await act(dispatcher, closed, 'feed_back', { note: '已清理' })
  const checker = tinyActor('supervisor', { departmentIds: [city.departments.supervision] })
  await act(checker, closed, 'check_pass')
  expect((await getCase(services, leader, closed)).closureLevel).toBe('district')
  const { areas } = await readClosures(services, leader)
  expect(areas).toMatchObject([{ areaId: TINY_AREAS.east, total: 1, counts: { district: 1, grid: 0 } }])
  const behind = (areaId: number) => listBehind(services, leader, { closureLevel: 'district', areaId })
  expect((await behind(TINY_AREAS.east)).rows.map(({ caseId }) => caseId)).toEqual([closed])
  expect((await behind(TINY_AREAS.west)).total).toBe(0)
  await act(leader, closed, 'reopen', { note: '又脏了' })
  expect((await getCase(services, leader, closed)).closureLevel).toBeNull()
  expect((await readClosures(services, leader)).areas).toEqual([])
})

test('call-backs are shares of those who answered; the others stand apart', async () => {
  at(60)
  const caseId = await registered()
  const { report_id } = await database.db
    .selectFrom('report')
    .select('report_id')
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow()
  const call = async (outcome: 'reached' | 'unreachable' | 'refused', isSatisfied = true) =>
    callBack(services, leader, {
      caseId,
      reportId: report_id,
      idempotencyKey: once(),
      outcome,
      note: '',
      ...(outcome === 'reached' && { isResponded: true, isResolved: true, isSatisfied }),
    })
  await call('unreachable')
  await call('refused')
  await call('reached')
  await call('reached', false)
  const { callbackId } = await call('reached', false)
  const taker = tinyActor('call_taker')
  await askExclusion(services, taker, {
    caseId,
    idempotencyKey: once(),
    callbackId,
    reason: '要求违反规定',
  })
  // Counted until somebody agrees, and found by whoever may.
  const asked = await readCallbacks(services, leader)
  expect(asked.toDecide).toMatchObject([{ caseId, reason: '要求违反规定' }])
  expect(asked.satisfied).toEqual({ yes: 1, asked: 3 })
  await database.db
    .updateTable('case_callback')
    .set({ excluded: 'approved' })
    .where('callback_id', '=', callbackId)
    .execute()
  expect(await readCallbacks(services, leader)).toMatchObject({
    calls: 4,
    reached: 2,
    unreachable: 1,
    refused: 1,
    excluded: 1,
    resolved: { yes: 2, asked: 2 },
    satisfied: { yes: 1, asked: 2 },
    toDecide: [],
  })
  const west = tinyActor('shift_leader', { isWholeCity: false, scopeAreaIds: [TINY_AREAS.westSouth] })
  expect((await readCallbacks(services, west)).satisfied).toEqual({ yes: 0, asked: 0 })
})
