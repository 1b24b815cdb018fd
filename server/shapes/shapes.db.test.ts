import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { areaSquareMeters } from '../../geo/area-square-meters.ts'
import type { PolygonCoordinates } from '../../geo/lng-lat.ts'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import {
  loadTinyCity,
  TINY_AREAS,
  TINY_POINTS,
  type TinyCity,
  tinyActor,
  tinyServices,
} from '../../test/tiny-city.ts'
import { reportInputSchema } from '../reports/report-input.ts'
import { takeReport } from '../reports/take-report.ts'
import type { Services } from '../services.ts'
import { namedThings, pageThings, pageThingsSchema } from './page-things.ts'
import { shapeNear } from './shape-near.ts'
import { thingsInShape } from './things-in-shape.ts'

let database: TestDatabase
let services: Services
let city: TinyCity
const dispatcher = tinyActor('dispatcher')
const west = tinyActor('grid_chief', { scopeAreaIds: [TINY_AREAS.westSouth], isWholeCity: false })

beforeAll(async () => {
  database = await freshDatabase()
  const { db } = database
  city = await loadTinyCity(db)
  await sql`insert into part (code, category_id, scope_area_id, geom, source_system, source_id)
    select 'C-' || lpad(n::text, 3, '0'), ${city.categories.cover}, case when n <= 3 then ${TINY_AREAS.westSouth}::int else ${TINY_AREAS.eastSouth}::int end,
      st_setsrid(st_makepoint(118.8175 + n * 0.001, 31.905), 4326), 'test', n from generate_series(1, 5) n`.execute(
    db,
  )
  await sql`insert into sensor (code, name, kind, unit_of_measure, scope_area_id, geom)
    values ('S-1', '水位', 'water_level', 'm', ${TINY_AREAS.eastSouth}, st_setsrid(st_makepoint(118.8215, 31.905), 4326))`.execute(
    db,
  )
  services = await tinyServices(db, '.')
})
afterAll(() => database?.drop())

test('near a point is a disc, near a line a band with round ends, in true meters', async () => {
  const disc = await shapeNear(services, {
    of: { type: 'Point', coordinates: [118.82, 31.905] },
    meters: 200,
  })
  expect(
    areaSquareMeters([disc.coordinates as unknown as PolygonCoordinates]) / (Math.PI * 200 ** 2),
  ).toBeCloseTo(1, 1)
  const line = {
    type: 'LineString' as const,
    coordinates: [
      [118.82, 31.9],
      [118.82, 31.91],
    ] as [number, number][],
  }
  const band = await shapeNear(services, { of: line, meters: 50 })
  const expected = 1108.7 * 100 + Math.PI * 50 ** 2
  expect(areaSquareMeters([band.coordinates as unknown as PolygonCoordinates]) / expected).toBeCloseTo(1, 2)
})

test('things inside by class, one by one, and nothing of another area', async () => {
  const geometry = await shapeNear(services, {
    of: { type: 'Point', coordinates: [118.8205, 31.905] },
    meters: 210,
  })
  const codesOf = async (actor: typeof dispatcher, kind: 'part' | 'sensor' | 'unit') =>
    (await pageThings(services, actor, pageThingsSchema.parse({ geometry, kind }))).rows.map(
      ({ code }) => code,
    )
  const all = await thingsInShape(services, dispatcher, { geometry })
  expect(await codesOf(dispatcher, 'part')).toEqual(['C-001', 'C-002', 'C-003', 'C-004', 'C-005'])
  expect(all.part.byClass).toMatchObject([{ n: 5 }])
  expect(all.sensor).toMatchObject({ total: 1, byClass: [{ classCode: 'water_level', n: 1 }] })
  expect(await codesOf(dispatcher, 'sensor')).toEqual(['S-1'])
  const own = await thingsInShape(services, west, { geometry })
  expect(await codesOf(west, 'part')).toEqual(['C-001', 'C-002', 'C-003'])
  expect(own.sensor.total).toBe(0)
  const elsewhere = await shapeNear(services, {
    of: { type: 'Point', coordinates: [118.9, 31.95] },
    meters: 10,
  })
  expect((await thingsInShape(services, dispatcher, { geometry: elsewhere })).part).toEqual({
    total: 0,
    byClass: [],
  })
})

test.each(['code', 'name', 'class', 'state'] as const)(
  'far more than one page comes whole in the order of its %s, up and down, each thing once',
  async (sort) => {
    const [lng, lat] = [118.835, 31.915]
    await sql`insert into part (code, category_id, condition, scope_area_id, geom, source_system, source_id)
      select ${sort} || '-' || lpad(n::text, 4, '0'), ${city.categories.cover},
        case when n % 3 = 0 then 'poor' else 'good' end, ${TINY_AREAS.eastSouth}::int,
        st_setsrid(st_makepoint(${lng}, ${lat}), 4326), 'many', ${sort} || n from generate_series(1, 1100) n`.execute(
      database.db,
    )
    const geometry = await shapeNear(services, { of: { type: 'Point', coordinates: [lng, lat] }, meters: 20 })
    const { total } = (await thingsInShape(services, dispatcher, { geometry })).part
    const whole = async (isDescending: boolean) => {
      const ids: number[] = []
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const input = pageThingsSchema.parse({ geometry, kind: 'part', sort, isDescending, cursor })
        const page = await pageThings(services, dispatcher, input)
        ids.push(...page.rows.map(({ id }) => id))
        cursor = page.nextCursor
      }
      return ids
    }
    const up = await whole(false)
    expect(up.length).toBe(total)
    expect(total).toBeGreaterThanOrEqual(1100)
    expect(new Set(up).size).toBe(total)
    expect(await whole(true)).toEqual(up.toReversed())
  },
)

test('cases come under the filter of the queue, and nobody sees kinds that are not theirs', async () => {
  const geometry = await shapeNear(services, {
    of: { type: 'Point', coordinates: [...TINY_POINTS.eastSouth] },
    meters: 100,
  })
  const [x, y] = TINY_POINTS.eastSouth
  const description = '请打 13812345678'
  await takeReport(services, dispatcher, reportInputSchema.parse({ description, x, y }))
  const page = (filter: object, actor = dispatcher) =>
    pageThings(services, actor, pageThingsSchema.parse({ geometry, kind: 'case', filter }))
  expect((await page({ open: true })).rows).toMatchObject([{ name: '请打 138******78' }])
  expect((await page({ open: false })).rows).toEqual([])
  expect((await page({}, west)).rows).toEqual([])
  await expect(page({}, tinyActor('resident'))).rejects.toMatchObject({ kind: 'forbidden' })
})

test('things by their ids come in the order named, and only what one may see', async () => {
  const { rows } = await sql<{
    part_id: number
  }>`select part_id from part where code like 'C-%' order by code`.execute(database.db)
  const ids = rows.map(({ part_id }) => Number(part_id)).reverse()
  const all = await namedThings(services, dispatcher, { kind: 'part', ids })
  expect(all.map(({ code }) => code)).toEqual(['C-005', 'C-004', 'C-003', 'C-002', 'C-001'])
  expect(all[0]).toMatchObject({ state: 'good', className: expect.any(String), lngLat: [118.8225, 31.905] })
  const some = await namedThings(services, west, { kind: 'part', ids })
  expect(some.map(({ code }) => code)).toEqual(['C-003', 'C-002', 'C-001'])
  await expect(namedThings(services, tinyActor('resident'), { kind: 'part', ids })).rejects.toMatchObject({
    kind: 'forbidden',
  })
})
