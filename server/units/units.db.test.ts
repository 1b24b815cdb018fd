import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import {
  loadTinyCity,
  TINY_NOON,
  TINY_POINTS,
  type TinyCity,
  tinyActor,
  tinyServices,
} from '../../test/tiny-city.ts'
import { listUnits } from './list-units.ts'
import { moveUnits } from './move-units.ts'

let database: TestDatabase
let city: TinyCity
let services: Awaited<ReturnType<typeof tinyServices>>
const device = tinyActor('device')

beforeAll(async () => {
  database = await freshDatabase()
  city = await loadTinyCity(database.db)
  services = await tinyServices(database.db, '/nonexistent')
})
afterAll(() => database.drop())

const position = (unitCode: string, [lng, lat]: readonly [number, number], at: string) => ({
  unitCode,
  lng,
  lat,
  at,
  headingDegrees: 90,
})

it('keeps the newest position, the whole track once, and which grids were seen', async () => {
  const positions = [
    position('U1', TINY_POINTS.westSouth, '2026-03-05T01:59:30Z'),
    position('U1', TINY_POINTS.westNorth, '2026-03-05T01:59:50Z'),
    position('U1', TINY_POINTS.eastNorth, '2026-03-05T01:59:40Z'),
    position('NOBODY', TINY_POINTS.eastNorth, '2026-03-05T01:59:40Z'),
  ]
  expect(await moveUnits(services, device, { positions })).toEqual({ accepted: 3, unknown: ['NOBODY'] })
  await moveUnits(services, device, { positions })
  const unit = (await listUnits(services, tinyActor('dispatcher'))).find(
    (row) => row.unitId === city.units.near,
  )
  expect(unit).toMatchObject({
    lngLat: TINY_POINTS.westNorth,
    at: '2026-03-05T01:59:50.000Z',
    headingDegrees: 90,
    status: 'idle',
    onShift: true,
  })
  const track = await database.db
    .selectFrom('track_point')
    .select('at')
    .where('unit_id', '=', city.units.near)
    .execute()
  expect(track).toHaveLength(3)
  const seen = await database.db
    .selectFrom('unit_grid_seen')
    .select(['unit_grid_id', 'track_at'])
    .orderBy('unit_grid_id')
    .execute()
  expect(seen.map((row) => row.unit_grid_id)).toEqual([40, 50, 73])
})

it('never believes a clock that runs ahead, nor an older position', async () => {
  await moveUnits(services, device, {
    positions: [position('U3', TINY_POINTS.eastSouth, '2030-01-01T00:00:00Z')],
  })
  await moveUnits(services, device, {
    positions: [position('U3', TINY_POINTS.westSouth, '2026-03-05T01:00:00Z')],
  })
  const unit = (await listUnits(services, tinyActor('dispatcher'))).find(
    (row) => row.unitId === city.units.stale,
  )
  expect(unit).toMatchObject({ lngLat: TINY_POINTS.eastSouth, at: TINY_NOON.toISOString() })
})

it('lets a department move its own units only, and shows those off shift as off', async () => {
  const handler = tinyActor('department_handler', { departmentIds: [city.departments.westOffice] })
  const positions = [
    position('U1', TINY_POINTS.eastSouth, '2026-03-05T02:00:00Z'),
    position('U4', TINY_POINTS.eastSouth, '2026-03-05T02:00:00Z'),
  ]
  expect(await moveUnits(services, handler, { positions })).toEqual({ accepted: 1, unknown: ['U1'] })
  const night = (await listUnits(services, handler)).find((row) => row.unitId === city.units.offShift)
  expect(night).toMatchObject({ status: 'off', onShift: false })
})
