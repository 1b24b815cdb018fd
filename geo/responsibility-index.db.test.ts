import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../test/db.ts'
import { responsibilityIndexSuite } from '../test/responsibility-suite.ts'
import { areaSquareMeters } from './area-square-meters.ts'
import { NEAREST_GRID_MAX_METERS } from './border-distance.ts'
import { borderDistanceSql } from './responsibility-sql.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
const shapes = responsibilityIndexSuite(() => database.db)
afterAll(() => database?.drop())

test('measures border distances as the same formula does in SQL, and as geography within 50 m to a millimetre', async () => {
  const { rows } = await sql<{ planar: number; geodesic: number }>`
    select planar, ST_Distance(ST_MakePoint(lng, lat)::geography, ST_Boundary(geom)::geography) as geodesic
    from (select lng, lat, geom, ${sql.raw(borderDistanceSql('geom', 'lng', 'lat'))} as planar
          from generate_series(1, 400) as i
          cross join lateral (select 116.2 - i * 1.5e-6 as lng, 39.7 + i * 0.0007 as lat) as p
          join awkward on ST_DWithin(geom, ST_SetSRID(ST_MakePoint(lng, lat), 4326), 0.001)) as near
    where planar <= ${NEAREST_GRID_MAX_METERS}`.execute(database.db)
  expect(rows.length).toBeGreaterThan(200)
  for (const { planar, geodesic } of rows) expect(Math.abs(planar - geodesic)).toBeLessThan(0.001)
})

test('measures areas as geography does, to a hundredth of a percent', async () => {
  const { rows } = await sql<{ id: number; area: number }>`
    select id, ST_Area(geom::geography) as area from awkward where id < 1000`.execute(database.db)
  for (const { id, area } of rows) {
    const polygons = shapes().find((shape) => shape.id === id)!.polygons
    expect(Math.abs(areaSquareMeters(polygons) / area - 1)).toBeLessThan(1e-4)
  }
})
