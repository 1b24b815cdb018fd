import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { responsibleGridSql } from '../../geo/responsibility-sql.ts'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_POINTS } from '../../test/tiny-city.ts'
import { readGeography } from './geography.ts'
import { locateAt } from './locate-at.ts'
import { Locator } from './locator.ts'

let database: TestDatabase
let locator: Locator

beforeAll(async () => {
  database = await freshDatabase()
  await loadTinyCity(database.db)
  locator = new Locator(await readGeography(database.db))
})
afterAll(() => database?.drop())

/** Points over the city and beyond its border, on its grid lines and between them, and a hair beside them. */
function* points(): Generator<readonly [lng: number, lat: number]> {
  const offsets = [-0.0006, -0.0004, 0, 1e-9, 0.003]
  for (let i = -1; i <= 9; i++) {
    for (let j = -1; j <= 9; j++) {
      for (const [k, offset] of offsets.entries()) {
        yield [118.8 + i * 0.005 + offset, 31.9 + j * 0.005 + offsets[(k * 2) % 5]!]
      }
    }
  }
}

test('answers as PostGIS does, on borders too', async () => {
  const asked = [...points()]
  const dutyGrids = '(select duty_grid_id as id, code, geom from duty_grid where upper_inf(valid)) as grid'
  const { rows } = await sql<{ id: number | null }>`
    select ${sql.raw(responsibleGridSql(dutyGrids, 'lng', 'lat'))} as id
    from unnest(${asked.map(([lng]) => lng)}::float8[], ${asked.map(([, lat]) => lat)}::float8[])
      with ordinality as point (lng, lat, n) order by n`.execute(database.db)
  const ours = asked.map(([lng, lat]) => locator.locate(lng, lat).dutyGrid?.dutyGridId ?? null)
  expect(ours).toEqual(rows.map((row) => row.id))
  expect(ours.filter((id) => id !== null).length).toBeGreaterThan(100)
  expect(ours).toContain(null)
})

test('the unit grid lies in the duty grid, and the areas lead to it, on borders too', () => {
  for (const [lng, lat] of points()) {
    const { dutyGrid, unitGrid, areas, scopeAreaId } = locator.locate(lng, lat)
    if (!dutyGrid) continue
    expect(locator.findUnitGrid(unitGrid!.unitGridId)!.dutyGridId).toBe(dutyGrid.dutyGridId)
    expect(areas.at(-1)?.areaId).toBe(scopeAreaId)
    expect(locator.findDutyGrid(dutyGrid.dutyGridId)!.scopeAreaId).toBe(scopeAreaId)
  }
})

test('gives its reason in both languages', () => {
  const inside = locator.locate(...TINY_POINTS.westSouth).reason
  expect(inside).toMatchObject({ how: 'covered', dutyGridCode: '329901001001D1' })
  expect(inside.zh).toMatch(/^位于责任网格 329901001001D1/)
  expect(locator.locate(118.82, 31.905).reason).toMatchObject({
    how: 'border',
    dutyGridCode: '329901001001D1',
    neighborCode: '329901002001D1',
    borderDistanceMeters: 0,
  })
  expect(locator.locate(118.7997, 31.905).reason).toMatchObject({ how: 'nearest', distanceMeters: 28.4 })
  expect(locator.locate(...TINY_POINTS.outside)).toMatchObject({
    areas: [],
    scopeAreaId: 0,
    dutyGrid: null,
    reason: { how: 'none' },
  })
})

test('takes well under a millisecond', () => {
  const asked = [...points()]
  const startedMs = performance.now()
  for (const [lng, lat] of asked) locateAt(locator, lng, lat)
  expect((performance.now() - startedMs) / asked.length).toBeLessThan(1)
})

test('an empty city places nothing and does not fail', () => {
  const empty = new Locator({ areas: [], dutyGrids: [], unitGrids: [] })
  expect(empty.locate(118.8, 31.9).reason.how).toBe('none')
  expect(empty.leafAreaIds).toEqual([])
})
