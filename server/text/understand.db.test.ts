import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_AREAS, TINY_POINTS, tinyActor, tinyServices } from '../../test/tiny-city.ts'
import type { Services } from '../services.ts'
import { cityFigures } from './city-figures.ts'
import { learnFromCases } from './learn-from-cases.ts'
import { shippedModel } from './shipped-models.ts'
import { trainClassifier } from './train-classifier.ts'
import { understand } from './understand.ts'

let database: TestDatabase
let services: Services
let garbage: number
let cover: number
const dispatcher = tinyActor('dispatcher')
const west = tinyActor('grid_chief', { scopeAreaIds: [TINY_AREAS.westSouth], isWholeCity: false })

beforeAll(async () => {
  database = await freshDatabase()
  const { db } = database
  const { categories } = await loadTinyCity(db)
  ;({ garbage, cover } = categories)
  await db
    .insertInto('basemap_feature')
    .values({
      layer: 'road',
      class: 'primary',
      name: '中山路',
      name_en: 'Zhongshan Road',
      geom: sql`st_geomfromtext('LINESTRING(118.80 31.905,118.84 31.905)', 4326)`,
      source_system: 'test',
      source_id: '1',
    })
    .execute()
  services = await tinyServices(db, '.')
})
afterAll(() => database?.drop())

test('a report names its category with reasons, its place, how urgent it is, and who is in charge', async () => {
  const [lng, lat] = TINY_POINTS.westSouth
  const understood = await understand(services, dispatcher, {
    text: '我叫王小明，中山路边垃圾堆成山没人清理，电话13812345678',
    lng,
    lat,
  })
  expect(understood.categories[0]).toMatchObject({ categoryId: garbage, code: '200102' })
  expect(understood.categories[0]?.because.join()).toContain('垃圾')
  expect(understood.places[0]).toMatchObject({ kind: 'road', name: '中山路', text: '中山路' })
  expect(understood.department?.departmentId).toBeGreaterThan(0)
  expect(understood.masked).toBe('我叫王**，中山路边垃圾堆成山没人清理，电话138******78')
  expect(understood.by).toBe('shipped_model')
})

test('a stranger gets candidates and places, not departments', async () => {
  const [lng, lat] = TINY_POINTS.westSouth
  const understood = await understand(services, null, { text: '中山路垃圾没人收', lng, lat })
  expect(understood.categories.length).toBeGreaterThan(0)
  expect(understood.department).toBeNull()
})

test('a language model may put another candidate first; when it is away ours stands, and says so', async () => {
  const text = '路边的垃圾和井盖'
  const { categories } = await understand(services, dispatcher, { text })
  const asked: string[] = []
  const choosing = {
    ...services,
    languageModel: {
      choose: async (said: string, candidates: readonly { readonly code: string }[]) => {
        asked.push(said)
        return candidates.at(-1)!.code
      },
    },
  }
  const second = await understand(choosing, dispatcher, { text: `${text}，电话13812345678` })
  expect(second).toMatchObject({ by: 'language_model' })
  expect(second.categories[0]?.code).not.toBe(categories[0]?.code)
  expect(asked[0]).not.toContain('13812345678')
  const away = { ...services, languageModel: { choose: () => Promise.reject(new Error('away')) } }
  expect(await understand(away, dispatcher, { text })).toMatchObject({
    by: 'language_model_away',
    categories: [{ code: categories[0]?.code }, ...categories.slice(1).map(({ code }) => ({ code }))],
  })
})

test('learns from closed cases what the city calls things, and judges it on cases held out', async () => {
  const { db, clock } = services
  const base = [
    { text: '井盖坏了', label: '100102' },
    { text: '垃圾没人收', label: '200102' },
  ]
  const blunt = trainClassifier(base, 1, { minTexts: 1 })
  await expect(learnFromCases({ db, clock }, base, blunt)).rejects.toThrow('at least 200')
  const { code: coverCode } = await db
    .selectFrom('category')
    .select('code')
    .where('category_id', '=', cover)
    .executeTakeFirstOrThrow()
  await sql`insert into case_record (number, state, channel, found_by, category_id, description, scope_area_id, reported_at,
      source_system, source_id, updated_at)
    select 'T' || n, 'closed', 'hotline', 'public', case when n % 2 = 0 then ${garbage}::int else ${cover}::int end,
      case when n % 2 = 0 then '油桶阵 ' else '铁饼子 ' end || n, ${TINY_AREAS.westSouth}::int, '2026-03-01'::timestamptz,
      'test', n::text, '2026-03-01'::timestamptz
    from generate_series(1, 300) n`.execute(db)
  const { learned, shipped, isActive } = await learnFromCases(
    { db, clock },
    base.map((one) => (one.label === '100102' ? { ...one, label: coverCode } : one)),
    shippedModel('category').classifier,
  )
  expect(learned.accuracy).toBe(1)
  expect(shipped.accuracy).toBeLessThan(0.7)
  expect(isActive).toBe(true)
  // Another connection has not read the shipped one yet.
  const fresh = await tinyServices(db.withoutPlugins(), '.')
  expect((await understand(fresh, dispatcher, { text: '铁饼子翻了' })).categories[0]?.categoryId).toBe(cover)
  const figures = await cityFigures(fresh, dispatcher)
  expect(figures).toMatchObject({ judged: 300, first: 300, model: { exampleCount: 300 } })
  expect((await cityFigures(fresh, { ...west, scopeAreaIds: [TINY_AREAS.eastNorth] })).judged).toBe(0)
})
