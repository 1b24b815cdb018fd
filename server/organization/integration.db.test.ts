import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_POINTS, type TinyCity, tinyActor, tinyServices } from '../../test/tiny-city.ts'
import { actOnCase } from '../cases/act.ts'
import type { ActInput } from '../cases/act-input.ts'
import { getCase } from '../cases/get-case.ts'
import { assignUnit } from '../cases/work/assign-unit.ts'
import { suggestDispatch } from '../dispatch/suggest.ts'
import { findActor } from '../identity/find-actor.ts'
import { submitReport } from '../reports/submit.ts'
import { moveUnits } from '../units/move-units.ts'
import { listIntegration } from './list-integration.ts'
import { setIntegration } from './set-integration.ts'

let database: TestDatabase
let city: TinyCity
let services: Awaited<ReturnType<typeof tinyServices>>
const admin = tinyActor('admin')
const leader = tinyActor('shift_leader')
const dispatcher = tinyActor('dispatcher')

beforeAll(async () => {
  database = await freshDatabase()
  city = await loadTinyCity(database.db)
  services = await tinyServices(database.db, '/nonexistent')
})
afterAll(() => database.drop())

let serial = 0
/** Garbage is sanitation's by the duty list, in the whole city. */
async function garbage() {
  const [lng, lat] = TINY_POINTS.westSouth
  const fields = {
    source_system: 'test',
    source_id: `g${++serial}`,
    description: '垃圾',
    category_code: '200102',
    channel: 'patrol',
    lng,
    lat,
  }
  return (await submitReport(services, leader, { fields, photos: [] })).caseId
}
async function act(caseId: number, verb: ActInput['verb'], more: Partial<ActInput> = {}) {
  const { version } = await getCase(services, dispatcher, caseId)
  return actOnCase(services, dispatcher, { caseId, version, verb, idempotencyKey: `i${++serial}`, ...more })
}
const join = (level: 1 | 2 | 3, wasLevel: number, departmentId = city.departments.sanitation) =>
  setIntegration(services, admin, { departmentId, level, wasLevel, reason: '联席会议纪要' })

it('gives a department that joined with its business the case, and leaves its crews to it', async () => {
  const { sanitation } = city.departments
  await join(2, 3)
  const caseId = await garbage()
  const suggestion = await suggestDispatch(services, dispatcher, caseId)
  expect(suggestion).toMatchObject({
    department: { departmentId: sanitation },
    units: [],
    shortfall: { code: 'OWN_COMMAND' },
  })
  expect(suggestion.skipped.length).toBeGreaterThan(0)
  expect(new Set(suggestion.skipped.map(({ reason }) => reason.code))).toEqual(new Set(['OWN_COMMAND']))
  await expect(act(caseId, 'dispatch', { unitId: city.units.near })).rejects.toMatchObject({
    code: 'OWN_COMMAND',
    detail: { field: 'unitId' },
  })
  await act(caseId, 'dispatch', { departmentId: sanitation })
  const handler = tinyActor('department_handler', { departmentIds: [sanitation] })
  const { version } = await getCase(services, handler, caseId)
  const input = { caseId, version, unitId: city.units.near, idempotencyKey: 'own', note: '' }
  await assignUnit(services, handler, { ...input, workerName: '', contractor: '', officialName: '' })
  expect(await getCase(services, dispatcher, caseId)).toMatchObject({ unitId: city.units.near })
})

it('lets none with cases in hand fall back to sharing data, and says how many they are', async () => {
  await expect(join(1, 2)).rejects.toMatchObject({
    code: 'DEPARTMENT_HAS_CASES',
    message: expect.stringContaining('1 open cases'),
  })
  await database.db.updateTable('case_record').set({ state: 'closed' }).execute()
  await join(1, 2)
})

it('passes over who only shares data, names them, and shows their people neither cases nor people', async () => {
  const { sanitation, westOffice } = city.departments
  const { department } = await suggestDispatch(services, dispatcher, await garbage())
  expect(department).toMatchObject({ departmentId: westOffice, reason: { how: 'territory' } })
  expect(department?.reason.zh).toContain('只共享数据，不接案件')
  await expect(act(await garbage(), 'dispatch', { departmentId: sanitation })).rejects.toMatchObject({
    code: 'DEPARTMENT_SHARES_ONLY',
    detail: { field: 'departmentId' },
  })
  const { code } = await database.db
    .selectFrom('unit')
    .select('code')
    .where('unit_id', '=', city.units.near)
    .executeTakeFirstOrThrow()
  const [lng, lat] = TINY_POINTS.westSouth
  const positions = [{ unitCode: code, lng, lat, at: services.clock.now().toISOString(), headingDegrees: 0 }]
  expect(await moveUnits(services, tinyActor('device'), { positions })).toEqual({
    accepted: 0,
    unknown: [code],
  })
  const kept = await database.db
    .selectFrom('unit_state')
    .innerJoin('unit', 'unit.unit_id', 'unit_state.unit_id')
    .select('unit.unit_id')
    .where('department_id', '=', sanitation)
    .execute()
  expect(kept).toEqual([])

  await database.db
    .insertInto('role_grant')
    .values({ user_id: 'u1', role: 'department_handler', department_id: sanitation })
    .execute()
  const actor = await findActor(database.db, services.locator, { id: 'u1', name: '何刚' })
  expect(actor?.roles).toEqual(['department_reader'])
})

it('keeps the center whole, asks for what was seen, changes nothing twice and tells who did it and why', async () => {
  await expect(join(2, 3, city.departments.supervision)).rejects.toMatchObject({
    code: 'INTEGRATION_TOO_LOW',
  })
  await expect(join(1, 3, city.departments.westOffice)).rejects.toMatchObject({ code: 'INTEGRATION_TOO_LOW' })
  await expect(join(3, 2)).rejects.toMatchObject({ code: 'CONFLICT_VERSION' })
  await join(3, 1)
  await join(3, 1)
  const { departments, changes } = await listIntegration(services, admin)
  expect(departments.find((one) => one.departmentId === city.departments.sanitation)).toMatchObject({
    level: 3,
    lowestLevel: 1,
  })
  expect(changes.map(({ fromLevel, toLevel }) => [fromLevel, toLevel])).toEqual([
    [1, 3],
    [2, 1],
    [3, 2],
  ])
  expect(changes[0]).toMatchObject({ actorName: admin.name, reason: '联席会议纪要' })
})
