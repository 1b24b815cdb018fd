import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_AREAS, TINY_NOON, tinyActor, tinyServices } from '../../test/tiny-city.ts'
import type { Services } from '../services.ts'
import { getDispatchSetting, setDispatchSetting } from './dispatch-setting.ts'
import { planBatch } from './plan-batch.ts'
import { suggestDispatch } from './suggest.ts'

let database: TestDatabase
let services: Services
let garbage: number
let sanitation: number
let near: number
let far: number
const dispatcher = tinyActor('dispatcher')

beforeAll(async () => {
  database = await freshDatabase()
  const { db } = database
  const city = await loadTinyCity(db)
  garbage = city.categories.garbage
  sanitation = city.departments.sanitation
  near = city.units.near
  // A second crew, four kilometers east of the first.
  const { unit_id } = await sql<{
    unit_id: number
  }>`insert into unit (code, name, kind, department_id, skills, home, scope_area_id)
    select 'FAR', '环卫二班', kind, department_id, skills, home, scope_area_id from unit where unit_id = ${near}::int
    returning unit_id`
    .execute(db)
    .then(({ rows }) => rows[0]!)
  far = unit_id
  await sql`insert into unit_shift (unit_id, weekday, start_minute, end_minute)
    select ${far}::int, weekday, start_minute, end_minute from unit_shift where unit_id = ${near}::int`.execute(
    db,
  )
  await place(near, 118.81)
  await place(far, 118.85)
  services = await tinyServices(db, '.')
})
afterAll(() => database?.drop())

async function place(unitId: number, lng: number) {
  await sql`insert into unit_state (unit_id, status, lng, lat, at) values (${unitId}::int, 'idle', ${lng}::float8, 31.905, ${TINY_NOON})
    on conflict (unit_id) do update set status = 'idle', lng = excluded.lng, lat = excluded.lat, at = excluded.at`.execute(
    database.db,
  )
}

let serial = 0
async function registered(lng: number, severity = 'normal'): Promise<number> {
  const { rows } = await sql<{
    case_id: number
  }>`insert into case_record (number, state, channel, found_by, category_id,
      description, scope_area_id, severity, reported_at, source_system, source_id, updated_at, geom)
    values (${`P${++serial}`}, 'registered', 'hotline', 'public', ${garbage}::int, '垃圾', ${TINY_AREAS.westSouth}::int, ${severity},
      ${TINY_NOON}, 'test', ${`p${serial}`}, ${TINY_NOON}, st_setsrid(st_makepoint(${lng}::float8, 31.905), 4326))
    returning case_id`.execute(database.db)
  return rows[0]!.case_id
}

test('sends the nearer crew further where that is less driving for all, and says so', async () => {
  // Both cases are nearer to the first crew; the western one is far from the second.
  const [middle, west] = [await registered(118.825), await registered(118.8)]
  const plan = await planBatch(services, dispatcher, { caseIds: [middle, west], perUnit: 1 })
  const unitOf = new Map(plan.planned.map(({ caseId, unit }) => [caseId, unit]))
  expect(unitOf.get(west)?.unitId).toBe(near)
  expect(unitOf.get(middle)?.unitId).toBe(far)
  expect(unitOf.get(middle)?.reasons[0]?.code).toBe('BETTER_FOR_ALL')
  expect(unitOf.get(west)?.reasons[0]?.code).toBe('QUICKEST')
  expect(plan.planned.every(({ departmentId }) => departmentId === sanitation)).toBe(true)
  expect(plan.totalMinutes).toBeLessThan(plan.oneByOneMinutes)
  expect(plan.left).toEqual([])
})

test('with too few crews the urgent case goes first; each left out says why', async () => {
  const cases = [await registered(118.81), await registered(118.812), await registered(118.82, 'urgent')]
  const plan = await planBatch(services, dispatcher, { caseIds: [...cases, 999_999], perUnit: 1 })
  expect(plan.planned.map(({ caseId }) => caseId)).toContain(cases[2])
  expect(plan.left.map(({ reason }) => reason.code).sort()).toEqual(['CASE_NOT_FOUND', 'NEEDED_ELSEWHERE'])
  const stacked = await planBatch(services, dispatcher, { caseIds: cases, perUnit: 2 })
  expect(stacked.planned).toHaveLength(3)
  expect(stacked.planned.map(({ turn }) => turn).sort()).toEqual([1, 1, 2])
})

test('who lacks the equipment is not planned for, and who should rest only where nobody else can go', async () => {
  const { db } = database
  const [caseId, other] = [await registered(118.81), await registered(118.811)]
  await db
    .insertInto('equipment_kind')
    .values({ code: 'broom', name: '扫帚', name_en: 'Broom', words: ['大扫帚'] })
    .execute()
  const carry = (unitId: number, equipment: string[]) =>
    db.updateTable('unit').set({ equipment }).where('unit_id', '=', unitId).execute()
  await db
    .updateTable('category')
    .set({ equipment: ['broom'] })
    .where('category_id', '=', garbage)
    .execute()
  await carry(near, ['铁锹'])
  await carry(far, ['大扫帚'])
  const equipped = await planBatch(services, dispatcher, { caseIds: [caseId], perUnit: 1 })
  expect(equipped.planned).toMatchObject([{ unit: { unitId: far } }])
  expect(equipped.planned[0]?.unit.reasons).toContainEqual(expect.objectContaining({ code: 'HAS_EQUIPMENT' }))
  const suggestion = await suggestDispatch(services, dispatcher, caseId)
  expect(suggestion.units[0]?.unitId).toBe(far)
  expect(suggestion.skipped).toContainEqual(
    expect.objectContaining({
      unitId: near,
      reason: { code: 'LACKS_EQUIPMENT', zh: '缺少装备：扫帚', en: 'Lacks: Broom' },
    }),
  )

  await carry(near, ['大扫帚'])
  // On since 23:00 of the day before: longer than the ten hours that the city allows now.
  await sql`update unit_shift set weekday = 3, start_minute = 1380, end_minute = 2160 where unit_id = ${near}::int`.execute(
    db,
  )
  await sql`insert into unit_shift select ${near}::int, 3, 1380, 2160
    where not exists (select from unit_shift where unit_id = ${near}::int)`.execute(db)
  const { version } = await getDispatchSetting(services, dispatcher)
  const setting = { resting: 'last', maxDutyHours: 10, minRestHours: 8, version } as const
  await setDispatchSetting(services, tinyActor('shift_leader'), setting)
  await expect(setDispatchSetting(services, tinyActor('shift_leader'), setting)).rejects.toMatchObject({
    code: 'CONFLICT_VERSION',
  })
  const rested = await planBatch(services, dispatcher, { caseIds: [caseId], perUnit: 1 })
  expect(rested.planned).toMatchObject([
    { unit: { unitId: far, reasons: [{ code: 'SOONER_BUT_DOUBTFUL' }, {}, {}, {}, {}] } },
  ])
  const both = await planBatch(services, dispatcher, { caseIds: [caseId, other], perUnit: 1 })
  expect(both.planned.map(({ unit }) => unit.unitId).sort()).toEqual([near, far].sort())
  const tired = both.planned.find(({ unit }) => unit.unitId === near)
  expect(tired?.unit.reasons.map(({ code }) => code)).toContain('LONG_DUTY')
  expect((await suggestDispatch(services, dispatcher, caseId)).units.map(({ unitId }) => unitId)).toEqual([
    far,
    near,
  ])
})

test('nothing outside the actor’s areas is planned or told of', async () => {
  const chief = tinyActor('shift_leader', { scopeAreaIds: [TINY_AREAS.eastNorth], isWholeCity: false })
  const hidden = await registered(118.805)
  const plan = await planBatch(services, chief, { caseIds: [hidden], perUnit: 1 })
  expect(plan).toMatchObject({ planned: [], left: [{ number: '', reason: { code: 'CASE_NOT_FOUND' } }] })
})
