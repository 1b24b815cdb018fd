import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sideOfPolygon } from '../../geo/point-in-polygon.ts'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_POINTS, type TinyCity, tinyActor, tinyServices } from '../../test/tiny-city.ts'
import type { Services } from '../services.ts'
import { readReach } from './reach.ts'

let database: TestDatabase
let city: TinyCity
let services: Services
const dispatcher = tinyActor('dispatcher')
const minutes = [2, 5, 10]

beforeAll(async () => {
  database = await freshDatabase()
  city = await loadTinyCity(database.db)
  // One street along the south, from the west to where the first unit stands; eastward only on its last kilometer.
  const add = (id: number, from: number, to: number, isOneWay: boolean, line: string) =>
    sql`insert into road_edge (road_edge_id, from_node_id, to_node_id, length_meters, class, is_one_way,
        free_kph, peak_kph, geom)
      values (${id}, ${from}, ${to}, 950, 'arterial', ${isOneWay}, 36, 18, ST_GeomFromText(${line}, 4326))`.execute(
      database.db,
    )
  await add(1, 1, 2, false, 'LINESTRING(118.805 31.905, 118.815 31.905)')
  await add(2, 2, 3, true, 'LINESTRING(118.815 31.905, 118.825 31.905)')
  services = await tinyServices(database.db, '/nonexistent')
})
afterAll(() => database.drop())

it('tells the ground in bands, each within the next', async () => {
  const { bands, isPeak, units } = await readReach(services, dispatcher, {
    at: [...TINY_POINTS.westSouth],
    direction: 'from',
    minutes: [5, 2, 5],
  })
  expect(bands.map((band) => band.minutes)).toEqual([2, 5])
  expect(isPeak).toBe(false)
  expect(units).toEqual([])
  const [near, far] = bands
  expect(sideOfPolygon(near!.coordinates, ...TINY_POINTS.westSouth)).toBe('inside')
  expect(sideOfPolygon(near!.coordinates, ...TINY_POINTS.eastSouth)).toBe('outside')
  expect(sideOfPolygon(far!.coordinates, ...TINY_POINTS.eastSouth)).toBe('inside')
})

it('tells who gets there in time: ready, and not against a one-way street', async () => {
  const east = { at: [...TINY_POINTS.eastSouth] as [number, number], direction: 'to' as const, minutes }
  const here = await readReach(services, dispatcher, east)
  expect(here.units.map(({ unitId }) => unitId)).toContain(city.units.near)
  const west = await readReach(services, dispatcher, { ...east, at: [...TINY_POINTS.westSouth] })
  expect(west.units.map(({ unitId }) => unitId)).not.toContain(city.units.near)
  await database.db
    .updateTable('unit_state')
    .set({ status: 'busy' })
    .where('unit_id', '=', city.units.near)
    .execute()
  expect((await readReach(services, dispatcher, east)).units.map(({ unitId }) => unitId)).not.toContain(
    city.units.near,
  )
})

it('says where there is no road', async () => {
  await expect(
    readReach(services, dispatcher, { at: [...TINY_POINTS.outside], direction: 'from', minutes }),
  ).rejects.toMatchObject({ code: 'NO_ROAD' })
})
