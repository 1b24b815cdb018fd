import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_POINTS, type TinyCity, tinyActor, tinyServices } from '../../test/tiny-city.ts'
import type { Actor } from '../identity/actor.ts'
import { submitReport } from '../reports/submit.ts'
import { actOnCase } from './act.ts'
import type { ActInput } from './act-input.ts'
import { addPhotos } from './add-photos.ts'
import { getCase } from './get-case.ts'
import { listInbox } from './list-inbox.ts'
import { askRequest } from './work/ask-request.ts'
import { assignUnit } from './work/assign-unit.ts'
import { giveAssist } from './work/assist.ts'

const PNG = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)

let database: TestDatabase
let folder: string
let city: TinyCity
let services: Awaited<ReturnType<typeof tinyServices>>
let handler: Actor
let west: Actor
const leader = tinyActor('shift_leader')
const dispatcher = tinyActor('dispatcher')

beforeAll(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'inbox-'))
  city = await loadTinyCity(database.db)
  services = await tinyServices(database.db, folder)
  handler = tinyActor('department_handler', { departmentIds: [city.departments.sanitation] })
  west = tinyActor('department_handler', { userId: 'west', departmentIds: [city.departments.westOffice] })
})
afterAll(async () => {
  await database?.drop()
  await rm(folder, { recursive: true })
})

let serial = 0
const once = () => `i${++serial}`
const act = async (actor: Actor, caseId: number, verb: ActInput['verb'], more: Partial<ActInput> = {}) => {
  const { version } = await getCase(services, leader, caseId)
  return actOnCase(services, actor, { caseId, version, verb, idempotencyKey: once(), ...more })
}
async function dispatched(): Promise<number> {
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
  const { state } = await getCase(services, leader, caseId)
  if (state === 'registered')
    await act(dispatcher, caseId, 'dispatch', { departmentId: city.departments.sanitation })
  return caseId
}
const groupsOf = async (actor: Actor) => {
  const { groups } = await listInbox(services, actor, {})
  return Object.fromEntries(groups.map(({ group, rows }) => [group, rows.map(({ caseId }) => caseId)]))
}

test('every case of the department stands in one group, and moves as it is worked', async () => {
  const [unsigned, asked, signed, failed] = [
    await dispatched(),
    await dispatched(),
    await dispatched(),
    await dispatched(),
  ]
  for (const caseId of [asked, signed, failed]) await act(handler, caseId, 'sign')
  await askRequest(services, handler, {
    caseId: asked,
    idempotencyKey: once(),
    kind: 'extend',
    reason: '要吊车',
    evidence: [],
    clock: 'urgent',
    amount: 60,
    ownerName: '',
  })
  await act(handler, failed, 'handle')
  await act(handler, failed, 'feed_back', { note: '已清理' })
  expect(await groupsOf(handler)).toMatchObject({ checking: [failed] })
  await act(leader, failed, 'check_fail', { note: '还有' })
  await giveAssist(services, dispatcher, {
    caseId: signed,
    idempotencyKey: once(),
    departmentId: city.departments.westOffice,
    title: '清场',
    dueAt: new Date(services.clock.now().getTime() + 3_600_000).toISOString(),
  })
  expect(await groupsOf(handler)).toEqual({
    to_sign: [unsigned],
    reworked: [failed],
    due_soon: [],
    in_hand: [signed],
    assisting: [],
    waiting: [asked],
    checking: [],
  })
  const { groups } = await listInbox(services, west, {})
  const assisting = groups.find(({ group }) => group === 'assisting')
  expect(assisting).toMatchObject({ total: 1, rows: [{ caseId: signed, task: { title: '清场' } }] })
})

test('a handler sees their own department only; a leader any', async () => {
  const { sanitation, westOffice } = city.departments
  await expect(
    (async () => listInbox(services, handler, { departmentId: westOffice }))(),
  ).rejects.toMatchObject({ code: 'FORBIDDEN_OTHER_DEPARTMENT' })
  const seen = await listInbox(services, leader, { departmentId: sanitation })
  expect(seen.groups.reduce((sum, { total }) => sum + total, 0)).toBeGreaterThan(0)
})

test('a crew is assigned by its own department alone, with who answers for whom on the timeline', async () => {
  const caseId = await dispatched()
  const said = { workerName: '王五', contractor: '洁城公司', officialName: '李科长', note: '' }
  const on = { caseId, unitId: city.units.near, ...said }
  await expect(assignUnit(services, west, { ...on, idempotencyKey: once() })).rejects.toMatchObject({
    code: 'FORBIDDEN_OTHER_DEPARTMENT',
  })
  await assignUnit(services, handler, { ...on, idempotencyKey: once() })
  const after = await getCase(services, leader, caseId)
  expect(after).toMatchObject({ unitId: city.units.near, state: 'dispatched' })
  expect(after.steps.at(-1)).toMatchObject({
    verb: 'assign',
    data: { workerName: '王五', contractor: '洁城公司' },
  })
  await expect(
    assignUnit(services, handler, { ...on, unitId: 9999, idempotencyKey: once() }),
  ).rejects.toMatchObject({ code: 'UNKNOWN_UNIT' })
})

test('photos go to cases of the department, once each; what is no picture is refused', async () => {
  const caseId = await dispatched()
  await act(handler, caseId, 'sign')
  await addPhotos(services, handler, caseId, [PNG])
  await addPhotos(services, handler, caseId, [PNG])
  const { attachments } = await getCase(services, leader, caseId)
  expect(attachments).toMatchObject([{ role: 'after', mime: 'image/png' }])
  await expect(addPhotos(services, west, caseId, [PNG])).rejects.toMatchObject({
    code: 'FORBIDDEN_OTHER_DEPARTMENT',
  })
  await expect(addPhotos(services, handler, caseId, [new Uint8Array([1, 2, 3])])).rejects.toMatchObject({
    code: 'PHOTO_TYPE',
  })
})
