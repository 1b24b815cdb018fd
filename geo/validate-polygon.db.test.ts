import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seededRandom } from '../bench/data/random.ts'
import { freshDatabase, type TestDatabase } from '../test/db.ts'
import type { LngLat } from './lng-lat.ts'
import { validatePolygon } from './validate-polygon.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database?.drop())

test('finds the same rings valid as ST_IsValid: random rings on a lattice, where everything touches', async () => {
  const random = seededRandom(3)
  const rings = Array.from({ length: 5000 }, () => {
    const ring = Array.from(
      { length: 3 + Math.floor(random() * 5) },
      (): LngLat => [Math.floor(random() * 5), Math.floor(random() * 5)],
    )
    return [...ring, ring[0]!]
  })
  const shapes = rings.map((ring) => JSON.stringify({ type: 'Polygon', coordinates: [ring] }))
  const { rows } = await sql<{ valid: boolean }>`
    select ST_IsValid(ST_GeomFromGeoJSON(shape)) as valid
    from unnest(${shapes}::text[]) with ordinality as s(shape, i) order by i`.execute(database.db)
  const differing = rings.filter((ring, i) => validatePolygon([[ring]]).ok !== rows[i]!.valid)
  expect(rows.filter(({ valid }) => valid).length).toBeGreaterThan(500)
  expect(differing).toEqual([])
})
