import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
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
import { suggestDispatch } from '../dispatch/suggest.ts'
import type { Actor } from '../identity/actor.ts'
import { submitReport } from '../reports/submit.ts'
import { DEFAULT_AUTHORITY } from './authority-of.ts'
import { getCalibration, learnCalibration } from './learn-calibration.ts'
import { listAuthority } from './list-authority.ts'
import { listStranded } from './list-stranded.ts'
import { lowerAuthority } from './lower-authority.ts'
import { listDecisions, readRecord } from './read-record.ts'
import { setAuthority } from './set-authority.ts'

let database: TestDatabase
let city: TinyCity
let services: Awaited<ReturnType<typeof tinyServices>>
let handler: Actor
const leader = tinyActor('shift_leader')
const dispatcher = tinyActor('dispatcher')

beforeAll(async () => {
  database = await freshDatabase()
  city = await loadTinyCity(database.db)
  services = await tinyServices(database.db, '/nonexistent')
  handler = tinyActor('department_handler', { departmentIds: [city.departments.sanitation] })
})
afterAll(() => database.drop())
beforeEach(async () => {
  services.clock.set(TINY_NOON)
  await database.db.updateTable('unit_state').set({ status: 'idle', case_id: null }).execute()
})

let serial = 0
/** Flooding is urgent: the tiny city's rules register and dispatch it by themselves. */
async function flooding(point: keyof typeof TINY_POINTS = 'eastSouth') {
  const [lng, lat] = TINY_POINTS[point]
  const fields = {
    source_system: 'test',
    source_id: `w${++serial}`,
    description: '积水',
    category_code: '200111',
    channel: 'patrol',
    lng,
    lat,
  }
  const { caseId } = await submitReport(services, leader, { fields, photos: [] })
  return getCase(services, dispatcher, caseId)
}
async function act(actor: Actor, caseId: number, verb: ActInput['verb'], more: Partial<ActInput> = {}) {
  const { version } = await getCase(services, dispatcher, caseId)
  return actOnCase(services, actor, { caseId, version, verb, idempotencyKey: `r${++serial}`, ...more })
}
const setting = (some: Partial<Parameters<typeof setAuthority>[2]> = {}) => ({
  ...DEFAULT_AUTHORITY,
  categoryId: city.categories.flooding,
  areaId: null,
  reason: '试运行',
  version: null,
  ...some,
})
async function forget() {
  await database.db.deleteFrom('dispatch_authority_change').execute()
  await database.db.deleteFrom('dispatch_authority').execute()
}

it('dispatches by itself with score, rule version and runners-up, and not below the score asked for', async () => {
  const sent = await flooding()
  expect(sent.state).toBe('dispatched')
  expect(sent.steps.at(-1)).toMatchObject({
    verb: 'dispatch',
    actorRole: 'rule',
    data: { score: expect.any(Number), minScore: 0.5, rule: { ruleVersion: 1 }, runnersUp: [] },
  })
  await database.db.updateTable('unit_state').set({ status: 'idle', case_id: null }).execute()
  await setAuthority(services, leader, setting({ minScore: 1 }))
  const kept = await flooding()
  expect(kept.state).toBe('registered')
  const { robot } = await suggestDispatch(services, dispatcher, kept.caseId)
  expect(robot).toMatchObject({ mode: 'automatic', minScore: 1 })
  expect(robot.score).toBeLessThan(1)
  await forget()
})

it('stands still where it is stopped, for that area only', async () => {
  await setAuthority(
    services,
    leader,
    setting({ categoryId: null, areaId: TINY_AREAS.east, isStopped: true }),
  )
  expect((await flooding('eastSouth')).state).toBe('registered')
  expect((await flooding('westSouth')).state).toBe('dispatched')
  await forget()
})

it('is steered within one’s own areas, with a reason, by the version that was seen', async () => {
  const west = tinyActor('shift_leader', { scopeAreaIds: [4, 5], isWholeCity: false })
  await expect(setAuthority(services, west, setting())).rejects.toMatchObject({ code: 'FORBIDDEN_AREA' })
  await expect(setAuthority(services, west, setting({ areaId: TINY_AREAS.east }))).rejects.toMatchObject({
    code: 'FORBIDDEN_AREA',
  })
  await expect(setAuthority(services, leader, setting({ categoryId: 9999 }))).rejects.toMatchObject({
    code: 'UNKNOWN_REFERENCE',
  })
  await setAuthority(services, west, setting({ areaId: TINY_AREAS.west, mode: 'one_click' }))
  await expect(
    setAuthority(services, leader, setting({ areaId: TINY_AREAS.west, version: null })),
  ).rejects.toMatchObject({ code: 'CONFLICT_VERSION' })
  const { rows, changes } = await listAuthority(services, leader)
  expect(rows).toMatchObject([{ areaId: TINY_AREAS.west, mode: 'one_click', version: 1 }])
  expect(changes).toMatchObject([
    { isRobot: false, reason: '试运行', before: { mode: 'automatic' }, after: { mode: 'one_click' } },
  ])
  await forget()
})

it('counts what the departments have answered, and gives up what comes back too often until a person raises it', async () => {
  const before = await readRecord(services, leader, { days: 30 })
  // Of 20 answered: 5 come back, 1 is sent elsewhere by a person, 14 are signed for; one more is not answered yet.
  for (let n = 0; n < 21; n++) {
    await database.db.updateTable('unit_state').set({ status: 'idle', case_id: null }).execute()
    const { caseId, state } = await flooding()
    expect(state).toBe('dispatched')
    if (n < 5) await act(handler, caseId, 'return', { note: '不属于我单位' })
    else if (n === 5) await act(dispatcher, caseId, 'recall')
    else if (n < 20) await act(handler, caseId, 'sign')
  }
  const after = await readRecord(services, leader, { days: 30 })
  const grown = (key: 'right' | 'returned' | 'overridden' | 'open') => after.all[key] - before.all[key]
  expect([grown('right'), grown('returned'), grown('overridden'), grown('open')]).toEqual([14, 5, 1, 1])
  expect(after.byCategory).toMatchObject([
    { categoryId: city.categories.flooding, name: '道路积水', returned: 5 },
  ])
  expect(after.byArea[0]).toMatchObject({ areaId: TINY_AREAS.east, name: '东街道', right: 14 })
  const returned = await listDecisions(services, leader, {
    days: 30,
    outcome: 'returned',
    categoryId: city.categories.flooding,
    areaId: TINY_AREAS.east,
  })
  expect(returned).toHaveLength(5)
  expect(returned[0]).toMatchObject({ outcome: 'returned', unitName: '环卫一班', ruleVersion: 1 })

  await lowerAuthority(services)
  await lowerAuthority(services)
  const lowered = await listAuthority(services, leader)
  // Every one of them lay in the eastern subdistrict: the others keep what they may.
  expect(lowered.rows).toMatchObject([
    { categoryId: city.categories.flooding, areaId: TINY_AREAS.east, mode: 'suggest', version: 1 },
  ])
  expect(lowered.changes).toMatchObject([{ isRobot: true, figures: { decided: 20, returned: 5 } }])
  expect(lowered.changes[0]?.reason).toContain('退回 5 件，并入该类别（25%）折算为 25%')
  expect((await flooding()).state).toBe('registered')
  await database.db.updateTable('unit_state').set({ status: 'idle', case_id: null }).execute()
  expect((await flooding('westSouth')).state).toBe('dispatched')

  services.clock.set(new Date(TINY_NOON.getTime() + 60_000))
  const raised = { areaId: TINY_AREAS.east, version: 1, reason: '权责清单已改正' }
  await setAuthority(services, leader, setting(raised))
  await setAuthority(services, leader, setting({ reason: raised.reason }))
  await lowerAuthority(services)
  expect((await listAuthority(services, leader)).rows).toMatchObject([
    { mode: 'automatic', version: 2 },
    { mode: 'automatic', version: 1 },
  ])
  await forget()
})

it('acts by how often such scores came true, once enough are answered', async () => {
  await learnCalibration(services)
  expect((await getCalibration(services, leader)).known).toBeNull()
  // Scores of 0.9 that came true every other time.
  await sql`insert into case_step (case_id, version, verb, to_state, at, recorded_at, actor_name, data, scope_area_id)
    select -n, v, case v when 1 then 'dispatch' when 2 then case when n % 2 = 0 then 'sign' else 'return' end end, 'signed',
      ${TINY_NOON}, ${TINY_NOON}, case v when 1 then '规则引擎' else '' end,
      case v when 1 then '{"score":0.9,"plainScore":0.9}' else '{}' end::jsonb, ${TINY_AREAS.eastSouth}::int
    from generate_series(1, 120) n, generate_series(1, 2) v`.execute(database.db)
  await sql`insert into case_record (case_id, number, state, channel, found_by, description, scope_area_id, reported_at,
      source_system, source_id, updated_at) overriding system value
    select -n, 'K' || n, 'signed', 'patrol', 'us', '', ${TINY_AREAS.eastSouth}::int, ${TINY_NOON}, 'test', 'k' || n, ${TINY_NOON}
    from generate_series(1, 120) n`.execute(database.db)
  await learnCalibration(services)
  const { known } = await getCalibration(services, leader)
  expect(known).toMatchObject({ version: 1, plain: { error: expect.any(Number) } })
  expect(known!.plain.error).toBeGreaterThan(0.2)
  expect(known!.heldOut.error).toBeLessThan(known!.plain.error)
  await database.db.updateTable('unit_state').set({ status: 'idle', case_id: null }).execute()
  await setAuthority(services, leader, setting({ categoryId: null, minScore: 0.8 }))
  const held = await flooding()
  expect(held.state).toBe('registered')
  expect((await suggestDispatch(services, dispatcher, held.caseId)).robot.score).toBeLessThan(0.8)
  await sql`delete from case_step where case_id < 0`.execute(database.db)
  await sql`delete from case_record where case_id < 0`.execute(database.db)
  await database.db.deleteFrom('robot_calibration').execute()
  await forget()
})

it('lists the cases whose unit has dropped out', async () => {
  const { caseId } = await flooding()
  const mine = async () => (await listStranded(services, dispatcher)).filter((one) => one.caseId === caseId)
  expect(await mine()).toEqual([])
  await database.db
    .updateTable('unit_state')
    .set({ status: 'off' })
    .where('unit_id', '=', city.units.near)
    .execute()
  expect(await mine()).toMatchObject([
    { state: 'dispatched', unitName: '环卫一班', reason: { code: 'OFF_SHIFT' } },
  ])
  await database.db
    .updateTable('unit_state')
    .set({ status: 'enroute' })
    .where('unit_id', '=', city.units.near)
    .execute()
  services.clock.set(new Date(TINY_NOON.getTime() + 40 * 60_000))
  expect(await mine()).toMatchObject([{ reason: { code: 'STALE_POSITION' } }])
})
