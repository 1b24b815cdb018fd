import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_AREAS, TINY_POINTS, tinyActor, tinyServices } from '../../test/tiny-city.ts'
import { reportInputSchema } from '../reports/report-input.ts'
import { takeReport } from '../reports/take-report.ts'
import type { Services } from '../services.ts'
import { search } from './search.ts'

let database: TestDatabase
let services: Services
const dispatcher = tinyActor('dispatcher')
const west = tinyActor('grid_chief', { scopeAreaIds: [TINY_AREAS.westSouth], isWholeCity: false })

beforeAll(async () => {
  database = await freshDatabase()
  const { db } = database
  const { categories } = await loadTinyCity(db)
  for (const [id, name, nameEn, wkt] of [
    ['1', '中山路', 'Zhongshan Road', 'LINESTRING(118.80 31.905,118.84 31.905)'],
    ['2', '解放路', 'Jiefang Road', 'LINESTRING(118.81 31.90,118.81 31.94)'],
  ] as const) {
    await db
      .insertInto('basemap_feature')
      .values({
        layer: 'road',
        class: 'primary',
        name,
        name_en: nameEn,
        geom: sql`st_geomfromtext(${wkt}, 4326)`,
        source_system: 'test',
        source_id: id,
      })
      .execute()
  }
  await sql`insert into part (code, category_id, scope_area_id, geom, source_system, source_id)
    select 'LAMP-' || n, ${categories.cover}, ${TINY_AREAS.eastSouth}::int, st_setsrid(st_makepoint(118.825, 31.905), 4326), 'test', n
    from generate_series(1, 20) n`.execute(db)
  await sql`insert into place (code, kind, name, name_en, address, search_text, rank, geom)
    select 'H' || n, 'address', '中山路' || n || '号', n || ' Zhongshan Road', '', '|中山路' || n || '号|', 1,
      st_setsrid(st_makepoint(118.81 + n * 0.0001, 31.905), 4326) from unnest(array[2, 8, 20]) n`.execute(db)
  await sql`insert into sensor (code, name, kind, unit_of_measure, scope_area_id, geom)
    values ('WL-01', '中山桥水位', 'water_level', 'm', ${TINY_AREAS.eastSouth}, st_setsrid(st_makepoint(118.826, 31.906), 4326))`.execute(
    db,
  )
  await db
    .insertInto('person')
    .values({ code: 'P9', name: '李建国', post: 'grid_chief', scope_area_id: TINY_AREAS.eastSouth })
    .execute()
  services = await tinyServices(db, '.')
})
afterAll(() => database?.drop())

const find = async (text: string, actor = dispatcher) =>
  (await search(services, actor, { text, limit: 20 })).map(({ kind, name }) => [kind, name])

test('finds crossings, roads by pinyin, codes, people and positions', async () => {
  const [crossing] = await search(services, dispatcher, { text: '中山路与解放路口', limit: 5 })
  expect(crossing).toMatchObject({ kind: 'crossing', name: '中山路与解放路路口', lngLat: [118.81, 31.905] })
  expect(await find('jiefang road & zhongshan')).toEqual([['crossing', '解放路与中山路路口']])
  expect(await find('jfl')).toEqual([['road', '解放路']])
  expect(await find('LAMP-7')).toEqual([['part', 'LAMP-7']])
  expect(await find('李建')).toEqual([['person', '李建国']])
  expect(await find('WL-0')).toEqual([['sensor', '中山桥水位']])
  expect((await find('中山')).map(([kind]) => kind)).toEqual([
    'road',
    'address',
    'address',
    'address',
    'sensor',
  ])
  expect((await find('118.81,31.905'))[0]).toEqual(['coordinate', '118.810000, 31.905000'])
})

test('a house that is not known leads to its neighbours on the same side', async () => {
  expect((await find('中山路8号'))[0]).toEqual(['address', '中山路8号'])
  expect((await find('中山路10号')).slice(0, 2)).toEqual([
    ['address', '中山路8号'],
    ['address', '中山路2号'],
  ])
})

test('cases are found by number and by what is said of them, never those of another area', async () => {
  const [x, y] = TINY_POINTS.eastSouth
  const report = reportInputSchema.parse({ description: '玉兰树倒伏压住自行车棚', x, y })
  const { caseNumber: number } = await takeReport(services, dispatcher, report)
  expect(await find('玉兰树')).toContainEqual(['case', number])
  expect((await find(number.slice(-6)))[0]).toEqual(['case', number])
  expect(await find('玉兰树', west)).toEqual([])
})

test('nothing of another area, and no text is an error', async () => {
  expect(await find('LAMP-7', west)).toEqual([])
  expect(await find('李建', west)).toEqual([])
  const grids = async (actor = dispatcher) => {
    const { code } = await database.db
      .selectFrom('unit_grid')
      .select('code')
      .where('scope_area_id', '=', TINY_AREAS.eastSouth)
      .executeTakeFirstOrThrow()
    return (await find(code, actor)).filter(([kind]) => kind === 'unit_grid').length
  }
  expect([await grids(), await grids(west)]).toEqual([1, 0])
  for (const text of ["'; drop table part;--", '%', '_', '\\', '\0', '与', 'a&b']) await find(text)
})
