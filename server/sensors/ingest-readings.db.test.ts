import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_NOON, tinyActor, tinyServices } from '../../test/tiny-city.ts'
import { ingestReadings } from './ingest-readings.ts'
import { listSensors, listSensorsSchema } from './list-sensors.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await freshDatabase()
  await loadTinyCity(test.db)
  await sql`insert into sensor (code, name, kind, unit_of_measure, warn_above, alarm_above, scope_area_id, geom)
    select code, code, 'ponding', 'cm', 15, 27, 4, st_setsrid(st_makepoint(118.805, 31.905), 4326)
    from unnest(array['PONDING-1', 'PONDING-2']) as code`.execute(test.db)
})
afterAll(() => test.drop())

const minute = (n: number) => new Date(TINY_NOON.getTime() + n * 60_000).toISOString()
const ingest = async (...readings: { sensorCode: string; at: string; value: number }[]) =>
  ingestReadings(await tinyServices(test.db, '/nonexistent'), tinyActor('admin'), { readings })
const sensors = () =>
  test.db.selectFrom('sensor').select(['code', 'last_value', 'last_at', 'level']).orderBy('code').execute()
const told = async () =>
  (await test.db.selectFrom('event_log').select('data').where('type', '=', 'sensor.level_changed').execute())
    .length

it('keeps the newest of each sensor, tells a change of level once, and names what nobody answers to', async () => {
  const answer = await ingest(
    { sensorCode: 'PONDING-1', at: minute(1), value: 5 },
    { sensorCode: 'PONDING-1', at: minute(3), value: 30 },
    { sensorCode: 'PONDING-1', at: minute(2), value: 16 },
    { sensorCode: 'NOBODY', at: minute(1), value: 1 },
    { sensorCode: 'PONDING-2', at: minute(1), value: 4 },
  )
  expect(answer).toEqual({
    stored: 4,
    rejected: [{ index: 3, sensorCode: 'NOBODY', reason: 'unknown_sensor' }],
  })
  expect(await sensors()).toMatchObject([
    { code: 'PONDING-1', last_value: 30, level: 'alarm', last_at: new Date(minute(3)) },
    { code: 'PONDING-2', last_value: 4, level: 'normal' },
  ])
  expect(await told()).toBe(1)
})

it('takes late readings and retries without turning the clock back', async () => {
  const late = { sensorCode: 'PONDING-1', at: minute(0), value: 2 }
  await ingest(late)
  await ingest(late)
  expect((await sensors())[0]).toMatchObject({ last_value: 30, level: 'alarm' })
  expect(await told()).toBe(1)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from reading`.execute(test.db)
  expect(rows[0]!.n).toBe(5)
})

it('is listed in view only, alarms first, each once over all pages', async () => {
  await sql`insert into sensor (code, name, kind, unit_of_measure, level, scope_area_id, geom)
    select 'LAMP-' || lpad(n::text, 4, '0'), 'L', 'lamp_current', 'A', (array['normal','alarm','silent','warn'])[1 + n % 4], 5,
      st_setsrid(st_makepoint(118.805, 31.925), 4326) from generate_series(1, 1100) n`.execute(test.db)
  const services = await tinyServices(test.db, '/nonexistent')
  const bbox = [118.8, 31.92, 118.81, 31.93]
  const list = (some: object, actor = tinyActor('admin')) =>
    listSensors(services, actor, listSensorsSchema.parse({ bbox, ...some }))
  const codes: string[] = []
  const levels: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await list({ cursor })
    codes.push(...page.rows.map(({ code }) => code))
    levels.push(...page.rows.map(({ level }) => level))
    cursor = page.nextCursor
  }
  expect([codes.length, new Set(codes).size]).toEqual([1100, 1100])
  expect([...new Set(levels)]).toEqual(['alarm', 'warn', 'silent', 'normal'])
  expect((await list({ levels: ['warn'], limit: 1000 })).rows.length).toBe(275)
  expect((await list({ bbox: [118.9, 31.9, 119, 32] })).rows).toEqual([])
  const elsewhere = tinyActor('grid_chief', { scopeAreaIds: [6], isWholeCity: false })
  expect((await list({}, elsewhere)).rows).toEqual([])
  await expect(list({ cursor: 'x' })).rejects.toMatchObject({ code: 'BAD_CURSOR' })
})
