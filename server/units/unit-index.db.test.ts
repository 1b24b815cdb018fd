import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seededRandom } from '../../bench/data/random.ts'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_AREAS, TINY_NOON, type TinyCity, tinyActor } from '../../test/tiny-city.ts'
import { withScope, withSystem } from '../db/client.ts'
import { setUnitStatus } from './set-unit-status.ts'
import { UnitIndex } from './unit-index.ts'

const UNITS = 300
let database: TestDatabase
let city: TinyCity
const index = new UnitIndex()
const random = seededRandom(5)
const everybody = tinyActor('dispatcher')

beforeAll(async () => {
  database = await freshDatabase()
  city = await loadTinyCity(database.db)
  await sql`delete from unit_state`.execute(database.db)
  await sql`insert into unit (code, name, kind, department_id, skills, home, scope_area_id)
    select 'N' || n, '力量' || n, 'patrol', case when n % 2 = 0 then ${city.departments.sanitation}::int else ${city.departments.westOffice}::int end,
      case n % 3 when 0 then '{pump}'::text[] when 1 then '{lift,pump}' else '{}' end, 'SRID=4326;POINT(118.8 31.9)',
      case when n % 5 = 0 then ${TINY_AREAS.eastNorth}::int else ${TINY_AREAS.westSouth}::int end
    from generate_series(1, ${UNITS}::int) n`.execute(database.db)
})
afterAll(() => database?.drop())

async function moveSome(): Promise<void> {
  await sql`insert into unit_state (unit_id, lng, lat, status, at)
    select unit_id, 118.75 + random() * 0.1, 31.85 + random() * 0.1,
      (array['idle','idle','enroute','busy','off'])[1 + floor(random() * 5)::int], ${TINY_NOON}
    from unit where code like 'N%' and random() < 0.4
    on conflict (unit_id) do update set lng = excluded.lng, lat = excluded.lat, status = excluded.status`.execute(
    database.db,
  )
}

/** The same asked of PostGIS, by its own measure of meters. */
async function oracle(lng: number, lat: number, k: number, where: ReturnType<typeof sql>): Promise<number[]> {
  const { rows } = await sql<{ unit_id: number }>`
    select unit_id from unit join unit_state using (unit_id) where ${where}
    order by st_distance(st_makepoint(lng, lat)::geography, st_makepoint(${lng}::float8, ${lat}::float8)::geography)
    limit ${k}::int`.execute(database.db)
  return rows.map((row) => row.unit_id)
}

test('finds whom PostGIS finds, after any moves, and reads only what has changed', async () => {
  for (let round = 0; round < 12; round++) {
    await moveSome()
    const sight = await withSystem(database.db, 'test', (trx) => index.look(trx))
    for (let ask = 0; ask < 5; ask++) {
      const [lng, lat] = [118.74 + random() * 0.12, 31.84 + random() * 0.12]
      const ids = (wanted: Parameters<typeof sight.nearest>[2]) =>
        sight.nearest([lng, lat], 10, wanted).map(({ unit }) => unit.unitId)
      // A plane and a spheroid may swap two that are equally far: the same ten, whatever their order.
      const sorted = (all: readonly number[]) => all.toSorted((a, b) => a - b)
      const same = async (wanted: Parameters<typeof sight.nearest>[2], where: ReturnType<typeof sql>) =>
        expect(sorted(ids(wanted))).toEqual(sorted(await oracle(lng, lat, 10, where)))
      await same({}, sql`true`)
      await same({ isIdle: true, skill: 'lift' }, sql`status = 'idle' and 'lift' = any(skills)`)
      await same(
        { departmentId: city.departments.sanitation, skill: 'pump' },
        sql`department_id = ${city.departments.sanitation}::int and 'pump' = any(skills)`,
      )
      await same({ filter: ({ unitId }) => unitId % 7 === 0 }, sql`unit_id % 7 = 0`)
      expect(ids({ skill: 'unknown' })).toEqual([])
    }
  }
})

test('is told of another status, another roster and another level of a department', async () => {
  const { near } = city.units
  const seen = async () => {
    const sight = await withSystem(database.db, 'test', (trx) => index.look(trx))
    return sight.all(null).find(({ unitId }) => unitId === near)
  }
  const before = await seen()
  expect(before).toMatchObject({ lng: null, status: 'idle', integrationLevel: 3, shifts: [] })
  await sql`insert into unit_state (unit_id, lng, lat, at) values (${near}::int, 118.8, 31.9, ${TINY_NOON})`.execute(
    database.db,
  )
  await withSystem(database.db, 'test', (trx) =>
    setUnitStatus(trx, { unitId: near, status: 'enroute', caseId: 7, at: TINY_NOON }),
  )
  await sql`insert into unit_shift values (${near}::int, 1, 480, 960)`.execute(database.db)
  await sql`update department set integration_level = 2 where department_id = ${before!.departmentId}::int`.execute(
    database.db,
  )
  expect(await seen()).toMatchObject({
    lng: 118.8,
    status: 'enroute',
    integrationLevel: 2,
    shifts: [{ weekday: 1, startMinute: 480, endMinute: 960 }],
  })
  const withSkill = async (skill: string) => {
    const sight = await withSystem(database.db, 'test', (trx) => index.look(trx))
    return sight.nearest([118.8, 31.9], 50, { skill }).some(({ unit }) => unit.unitId === near)
  }
  await sql`update unit set skills = '{diving}' where unit_id = ${near}::int`.execute(database.db)
  expect([await withSkill('diving'), await withSkill('')]).toEqual([true, true])
  await sql`update unit set skills = '{climbing}' where unit_id = ${near}::int`.execute(database.db)
  expect([await withSkill('diving'), await withSkill('climbing')]).toEqual([false, true])
  await sql`delete from unit_shift where unit_id = ${near}::int`.execute(database.db)
  await sql`update unit set department_id = ${city.departments.westOffice}::int where unit_id = ${near}::int`.execute(
    database.db,
  )
  const sight = await withSystem(database.db, 'test', (trx) => index.look(trx))
  expect(await seen()).toMatchObject({ departmentId: city.departments.westOffice, shifts: [] })
  const ids = (departmentId: number) => sight.all(departmentId).map(({ unitId }) => unitId)
  expect(ids(city.departments.westOffice)).toContain(near)
  expect(ids(before!.departmentId)).not.toContain(near)
})

test('shows a transaction what it wrote itself, and nobody else what was taken back', async () => {
  const { patrol } = city.units
  const place = (lng: number) =>
    sql`insert into unit_state (unit_id, lng, lat, at) values (${patrol}::int, ${lng}::float8, 31.9, ${TINY_NOON})
      on conflict (unit_id) do update set lng = excluded.lng`
  const nearest = (sight: Awaited<ReturnType<UnitIndex['look']>>, lng: number) =>
    sight.nearest([lng, 31.9], 1)[0]?.unit.unitId
  await withSystem(database.db, 'test', async (trx) => {
    await place(119.5).execute(trx)
    expect(nearest(await index.look(trx), 119.5)).toBe(patrol)
    throw new Error('taken back')
  }).catch(() => {})
  const sight = await withSystem(database.db, 'test', (trx) => index.look(trx))
  expect(sight.all(null).find(({ unitId }) => unitId === patrol)?.lng).toBeNull()
})

test('misses no commit, however late it comes', async () => {
  const { stale } = city.units
  let commit = () => {}
  const isHeld = new Promise<void>((resolve) => {
    commit = resolve
  })
  let written = () => {}
  const hasWritten = new Promise<void>((resolve) => {
    written = resolve
  })
  const late = withSystem(database.db, 'test', async (trx) => {
    await sql`insert into unit_state (unit_id, lng, lat, at) values (${stale}::int, 118.9, 31.9, ${TINY_NOON})`.execute(
      trx,
    )
    written()
    await isHeld
  })
  await hasWritten
  // A later transaction is over and seen before the earlier one ends.
  await moveSome()
  const lngOf = async () => {
    const sight = await withSystem(database.db, 'test', (trx) => index.look(trx))
    return sight.all(null).find(({ unitId }) => unitId === stale)?.lng
  }
  expect(await lngOf()).toBeNull()
  commit()
  await late
  expect(await lngOf()).toBe(118.9)
})

test('shows nobody a unit of areas that are not theirs', async () => {
  const chief = tinyActor('grid_chief', { scopeAreaIds: [TINY_AREAS.eastNorth], isWholeCity: false })
  const own = await withScope(database.db, chief, async (trx) => {
    const { rows } = await sql<{ unit_id: number }>`select unit_id from unit order by 1`.execute(trx)
    return { rows: rows.map((row) => row.unit_id), sight: await index.look(trx) }
  })
  expect(own.rows.length).toBe(UNITS / 5)
  expect(own.sight.all(null).map(({ unitId }) => unitId)).toEqual(own.rows)
  const near = own.sight.nearest([118.8, 31.9], UNITS)
  expect(near.every(({ unit }) => unit.scopeAreaId === TINY_AREAS.eastNorth)).toBe(true)
  const glanced = await index.glance(database.db, chief.scopeAreaIds, 0)
  expect(glanced.all(null).map(({ unitId }) => unitId)).toEqual(own.rows)
  const all = await withScope(database.db, everybody, (trx) => index.look(trx))
  expect(all.all(null).length).toBe(UNITS + 4)
})
