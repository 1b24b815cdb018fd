import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../test/db.ts'
import { ewkbHex, type WrittenGeometry } from './ewkb-hex.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await freshDatabase()
})
afterAll(() => test.drop())

const square = [
  [118.8, 31.9],
  [118.81, 31.9],
  [118.81, 31.91],
  [118.8, 31.9],
] as const

it.each<WrittenGeometry>([
  { type: 'Point', coordinates: [118.8000001, -31.9] },
  { type: 'LineString', coordinates: square },
  { type: 'MultiLineString', coordinates: [square, square.slice(1)] },
  { type: 'Polygon', coordinates: [square] },
  { type: 'MultiPolygon', coordinates: [[square], [square, square]] },
])('writes a $type as PostGIS reads it from GeoJSON', async (geometry) => {
  const { rows } = await sql<{ own: string; oracle: string }>`
    select ${ewkbHex(geometry)}::text as own,
      ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(geometry)}), 4326)::text as oracle`.execute(test.db)
  expect(rows[0]!.own).toBe(rows[0]!.oracle)
})
