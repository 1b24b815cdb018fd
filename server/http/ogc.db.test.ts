import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { strToU8, zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_AREAS, TINY_POINTS } from '../../test/tiny-city.ts'
import { tileAt, worldX, worldY } from '../../tiles/engine/mercator.ts'
import { readEnv } from '../env.ts'
import { createApiKey } from '../identity/create-api-key.ts'
import { COLLECTIONS } from '../ogc/collections.ts'
import { type RunningServer, startServer } from '../start.ts'

const run = promisify(execFile)
const clock = { now: () => new Date() }
const PARTS = 2500
const EPSG = 'http://www.opengis.net/def/crs/EPSG/0'
let database: TestDatabase
let server: RunningServer
let dataDir: string
let base: string
let key: string
let wallKey: string
/** Of the western subdistrict's chief. */
let westKey: string

beforeAll(async () => {
  database = await freshDatabase()
  dataDir = await mkdtemp(path.join(tmpdir(), 'ogc-'))
  const { db } = database
  const { categories } = await loadTinyCity(db)
  await sql`insert into part (code, category_id, name, scope_area_id, geom, source_system, source_id)
    select 'PART' || n, ${categories.cover}, case when n = 7 then '井盖 "七" \\ <b>' else '井盖' end,
      case when n % 2 = 0 then ${TINY_AREAS.westSouth}::int else ${TINY_AREAS.eastSouth} end,
      st_setsrid(st_makepoint(118.801 + (n % 2) * 0.02 + n * 1e-6, 31.905), 4326), 'test', n
    from generate_series(1, ${PARTS}::int) n`.execute(db)
  await sql`insert into case_record (number, state, channel, found_by, category_id, description, geom, scope_area_id, reported_at, source_system, source_id, updated_at)
    select 'C' || n, case when n = 1 then 'closed' else 'dispatched' end, 'phone', 'public', ${categories.garbage}, '垃圾',
      st_setsrid(st_makepoint(${TINY_POINTS.westSouth[0]}, ${TINY_POINTS.westSouth[1]}), 4326), ${TINY_AREAS.westSouth},
      timestamptz '2026-03-01T00:00:00Z' + n * interval '1 day', 'test', n, now()
    from generate_series(1, 5) n`.execute(db)
  await db
    .insertInto('basemap_feature')
    .values({
      layer: 'road',
      class: 'primary',
      name: '中山路',
      geom: sql`st_geomfromtext('LINESTRING(118.8 31.9,118.84 31.94)', 4326)`,
      source_system: 'test',
      source_id: '1',
    })
    .execute()
  await db
    .insertInto('sensor')
    .values({
      code: 'S1',
      name: '水位',
      kind: 'water_level',
      unit_of_measure: 'm',
      scope_area_id: TINY_AREAS.westSouth,
      geom: sql`st_setsrid(st_makepoint(118.805, 31.905), 4326)`,
    })
    .execute()
  const { layer_id } = await db
    .insertInto('layer')
    .values({
      code: 'wells',
      name: '水井',
      created_by: 'test',
      created_at: clock.now(),
      changed_at: clock.now(),
    })
    .returning('layer_id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('layer_feature')
    .values({
      layer_id,
      source_id: '1',
      geom: sql`st_geomfromtext('POLYGON((118.8 31.9,118.81 31.9,118.81 31.91,118.8 31.9))', 4326)`,
      scope_area_id: TINY_AREAS.westSouth,
      imported_at: clock.now(),
    })
    .execute()
  await sql`insert into road_closure (name, name_en, reason, note, from_at, until_at, closed_by, closed_by_name, reopened_at, scope_area_ids, geom)
    select '中山路', 'Zhongshan Rd', reason, '联系 13812345678', from_at::timestamptz, until_at::timestamptz, 'u', '值班长', reopened_at::timestamptz, '{4}',
      st_geomfromtext('LINESTRING(118.8 31.9,118.81 31.91)', 4326)
    from (values ('flood', '2026-03-01', null, null), ('works', '2026-03-01', '2026-03-09', '2026-03-03'),
      ('event', '2026-03-08', '2026-03-09', '2026-03-02')) as c (reason, from_at, until_at, reopened_at)`.execute(
    db,
  )
  server = await startServer({
    env: {
      ...readEnv({ PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' }),
      port: 0,
      databaseUrl: database.url,
      dataDir,
    },
    clock,
    onProgress: () => {},
    startEmbedded: async () => ({ url: database.url, stop: async () => {} }),
  })
  base = `http://127.0.0.1:${server.port}/api/ogc`
  key = await createApiKey(db, clock, { name: 'gis', roles: ['planner'] })
  wallKey = await createApiKey(db, clock, { name: 'wall', roles: ['wall'] })
  westKey = await createApiKey(db, clock, { name: 'west', roles: ['grid_chief'] })
  await db
    .updateTable('role_grant')
    .set({ area_id: TINY_AREAS.west })
    .where('user_id', '=', 'key:west')
    .execute()
})
afterAll(async () => {
  await server?.stop()
  await database?.drop()
  await rm(dataDir, { recursive: true, force: true })
})

const get = (address: string, apiKey: string | null = key) =>
  fetch(address.startsWith('http') ? address : base + address, {
    headers: apiKey ? { 'x-api-key': apiKey } : {},
  })

type Feature = {
  id: number
  geometry: { type: string; coordinates: never }
  properties: Record<string, unknown>
}
type Items = { features: Feature[]; numberReturned: number; links: { rel: string; href: string }[] }

async function items(address: string, apiKey: string | null = key): Promise<Items> {
  const response = await get(address, apiKey)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/geo+json'])
  return (await response.json()) as Items
}

describe('features', () => {
  test('pages follow each other by the link without a gap or a double', async () => {
    const seen: number[] = []
    for (let address: string | undefined = '/collections/parts/items?limit=700'; address; ) {
      const page = await items(address)
      expect(page.numberReturned).toBe(page.features.length)
      seen.push(...page.features.map((feature) => feature.id))
      address = page.links.find((link) => link.rel === 'next')?.href
    }
    expect(seen.length).toBe(PARTS)
    expect(new Set(seen).size).toBe(PARTS)
  })

  test('more than a page of the database in one answer is one document, and odd text survives', async () => {
    const { features, links } = await items('/collections/parts/items?limit=99999')
    expect(features.length).toBe(PARTS)
    expect(links.map((link) => link.rel)).toEqual(['self'])
    expect(features.find((one) => one.properties.code === 'PART7')?.properties.name).toBe('井盖 "七" \\ <b>')
  })

  test('a box, a moment and a property each leave what fits', async () => {
    const [lng, lat] = [118.801 + 3e-6 + 0.02, 31.905]
    const at = await items(
      `/collections/parts/items?bbox=${lng - 1e-7},${lat - 1e-7},${lng + 1e-7},${lat + 1e-7}`,
    )
    expect(at.features.map((one) => one.properties.code)).toEqual(['PART3'])
    const flipped = await items(
      `/collections/parts/items?bbox=${lat - 1e-7},${lng - 1e-7},${lat + 1e-7},${lng + 1e-7}&bbox-crs=${EPSG}/4490`,
    )
    expect(flipped.features).toEqual(at.features)
    const across = await items('/collections/parts/items?bbox=170,-90,-170,90')
    expect(across.features).toEqual([])
    const numbers = async (query: string) =>
      (await items(`/collections/cases/items?${query}`)).features.map((one) => one.properties.number)
    expect(await numbers('state=closed')).toEqual(['C1'])
    expect(await numbers('datetime=2026-03-03T00:00:00Z/2026-03-04T00:00:00Z')).toEqual(['C2', 'C3'])
    expect(await numbers('datetime=../2026-03-02T00:00:00Z')).toEqual(['C1'])
    expect(await numbers('datetime=2026-03-03T00:00:00Z/..&state=closed')).toEqual([])
  })

  test('a former border is told for a time when it held', async () => {
    const { db } = database
    const { id } = await db
      .selectFrom('unit_grid')
      .select('unit_grid_id as id')
      .orderBy('unit_grid_id')
      .executeTakeFirstOrThrow()
    await sql`update unit_grid set valid = '[2026-01-01,)' where unit_grid_id = ${id}`.execute(db)
    await sql`insert into unit_grid (unit_grid_id, code, duty_grid_id, scope_area_id, area_square_meters, valid, geom, source_system, source_id)
      select unit_grid_id, 'OLD', duty_grid_id, scope_area_id, 1, '[2025-01-01,2026-01-01)', geom, 'old', 'old'
      from unit_grid where unit_grid_id = ${id}`.execute(db)
    const code = async (query: string) =>
      (await items(`/collections/unit_grids/items?${query}`)).features.find((one) => one.id === id)
        ?.properties.code
    expect(await code('')).not.toBe('OLD')
    expect(await code('datetime=2025-06-01')).toBe('OLD')
    expect(await code('datetime=2025-06-01/2026-06-01')).not.toBe('OLD')
  })

  test('closures of roads are told with the time they held, ended ones too', async () => {
    const reasons = async (query: string) =>
      (await items(`/collections/road_closures/items?${query}`)).features.map((one) => one.properties.reason)
    expect(await reasons('')).toEqual(['flood', 'works', 'event'])
    expect(await reasons('datetime=2026-03-02T00:00:00Z')).toEqual(['flood', 'works'])
    expect(await reasons('datetime=2026-03-04T00:00:00Z/..')).toEqual(['flood'])
    const [flood] = (await items('/collections/road_closures/items?reason=flood')).features
    expect(flood).toMatchObject({
      geometry: { type: 'LineString' },
      properties: { note: '联系 138******78' },
    })
  })

  test('CGCS2000 has latitude first, and says so', async () => {
    const response = await get(`/collections/parts/items?limit=1&crs=${EPSG}/4490`)
    expect(response.headers.get('content-crs')).toBe(`<${EPSG}/4490>`)
    const { features } = (await response.json()) as Items
    expect(features[0]!.geometry.coordinates[0]).toBeCloseTo(31.905)
    const areas = await items(`/collections/areas/items?limit=1&crs=${EPSG}/4326`)
    expect(areas.features[0]!.geometry.coordinates[0]![0]![0]).toEqual([31.9, 118.8])
  })

  test('one feature has its own address', async () => {
    const { features } = await items('/collections/parts/items?limit=2')
    const second = (await (await get(`/collections/parts/items/${features[1]!.id}`)).json()) as Feature
    expect(second).toMatchObject(features[1]!)
    expect((await get('/collections/parts/items/99999999')).status).toBe(404)
    expect((await get('/collections/parts/items/x')).status).toBe(404)
  })

  test.each([
    ['bbox=1,2,3', 'bbox'],
    ['bbox=118,32,119,31', 'bbox'],
    ['bbox=1e9,0,1e9,1', 'bbox'],
    ['datetime=yesterday', 'datetime'],
    ['datetime=2026-02-01/2026-01-01', 'datetime'],
    ['limit=0', 'limit'],
    ['limit=many', 'limit'],
    ['cursor=x', 'cursor'],
    ['crs=EPSG:3857', 'crs'],
    ['colour=red', 'colour'],
    ['duty_grid_id=north', 'duty_grid_id'],
    ['f=gml', 'f'],
  ])('%s is refused, naming it', async (query, field) => {
    const response = await get(`/collections/parts/items?${query}`)
    expect(response.status).toBe(400)
    expect(((await response.json()) as { error: { field: string } }).error.field).toBe(field)
  })
})

describe('imports and exports over HTTP', () => {
  const send = (options: unknown, body: string, apiKey: string | null = key) =>
    fetch(`${base}/../imports?options=${encodeURIComponent(JSON.stringify(options))}`, {
      method: 'POST',
      body,
      headers: apiKey ? { 'x-api-key': apiKey } : {},
    })
  const lines = async (response: Response) =>
    (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  const options = {
    fileName: 'a.csv',
    mode: 'load',
    target: { kind: 'layer', code: 'taps', name: '水龙头', idColumn: 'id' },
  }

  test('an import tells how far it is, then what became of it', async () => {
    const told = await lines(await send(options, 'id,lng,lat\n1,118.805,31.905\n2,x,1\n'))
    expect(told.slice(0, -1).every((line) => 'progress' in line)).toBe(true)
    expect(told.at(-1)).toMatchObject({ report: { loaded: true, counts: { inserted: 1, bad: 1 } } })
    expect((await items('/collections/layer_features/items?layer=taps')).features).toHaveLength(1)
    expect((await lines(await send(options, ''))).at(-1)).toMatchObject({ error: { code: 'EMPTY_FILE' } })
  })

  describe('bad files', () => {
    const layer = { kind: 'layer', code: 'bad', name: '坏文件', idColumn: 'id', nameColumn: 'name' }
    const polygon = (text: string) =>
      `id,name,wkt\ngood,好,"POLYGON((118.805 31.905,118.806 31.905,118.806 31.906,118.805 31.905))"\nbad,坏,"${text}"\n`
    const points = (row: string) => `id,name,lng,lat\ngood,好,118.805,31.905\nbad,坏,${row}\n`
    const forged = () => {
      const bytes = zipSync(
        { 'a.shp': new Uint8Array(40 * 1024 * 1024), 'a.dbf': strToU8('x') },
        { level: 9 },
      )
      const view = new DataView(bytes.buffer)
      // Says in its directory that it becomes a few bytes only.
      for (let at = 0; at + 46 < bytes.length; at++)
        if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 64, true)
      return bytes
    }
    const manyVertices = () => {
      const count = 10_000_000
      const shp = new Uint8Array(100 + 8 + 48 + count * 16)
      const view = new DataView(shp.buffer)
      view.setInt32(0, 9994)
      view.setInt32(24, shp.length / 2)
      view.setInt32(28, 1000, true)
      view.setInt32(32, 3, true)
      view.setInt32(100, 1)
      view.setInt32(104, (shp.length - 108) / 2)
      view.setInt32(108, 3, true)
      view.setInt32(144, 1, true)
      view.setInt32(148, count, true)
      return zipSync({ 'a.shp': shp, 'a.dbf': strToU8('x') }, { level: 1 })
    }
    type Told = {
      error?: { code: string; message: string }
      report?: { counts: { inserted: number; bad: number }; faults: { code: string; row: number | null }[] }
    }
    const bring = async (file: string | Uint8Array, fileName: string, more: object = {}) => {
      const response = await fetch(
        `${base}/../imports?options=${encodeURIComponent(JSON.stringify({ fileName, mode: 'load', target: layer, ...more }))}`,
        { method: 'POST', body: file as BodyInit, headers: { 'x-api-key': key } },
      )
      return (await lines(response)).at(-1) as Told
    }
    const held = async () => {
      const { rows } = await sql<{
        n: number
      }>`select (select count(*) from layer_feature f join layer l using (layer_id)
          where l.code = 'bad') + (select count(*) from layer where code = 'bad') * 100
        + (select count(*) from layer_import where loading_at is not null) * 10000 as n`.execute(database.db)
      await sql`delete from layer_feature where layer_id in (select layer_id from layer where code = 'bad')`.execute(
        database.db,
      )
      await sql`delete from layer where code = 'bad'`.execute(database.db)
      return Number(rows[0]!.n)
    }

    test.each<[what: string, file: () => string | Uint8Array, fileName: string, code: string, more?: object]>(
      [
        ['empty', () => '', 'a.csv', 'EMPTY_FILE'],
        ['cut off', () => '{"type":"FeatureCollection","features":[{', 'a.geojson', 'BAD_JSON'],
        ['without its .dbf', () => zipSync({ 'a.shp': strToU8('x') }), 'a.zip', 'MISSING_DBF'],
        ['of ten million vertices', manyVertices, 'a.zip', 'TOO_MANY_VERTICES'],
        [
          'a zip that would become 300 MB',
          () => zipSync({ 'a.shp': new Uint8Array(300 * 1024 * 1024) }, { level: 9 }),
          'a.zip',
          'ZIP_TOO_LARGE',
        ],
        ['a zip that lies about what it becomes', forged, 'a.zip', 'BAD_SHAPEFILE'],
        ['no zip', () => 'PK\u0003\u0004nonsense', 'a.zip', 'BAD_ZIP'],
        ['of an unknown kind', () => 'AC1032', 'a.dwg', 'UNKNOWN_FORMAT'],
        ['in an unknown system', () => points('118.8,31.9'), 'a.csv', 'UNKNOWN_CRS', { system: 'EPSG:1' }],
      ],
    )('%s: told by its code, nothing of it is kept', async (_, file, fileName, code, more) => {
      const told = await bring(file(), fileName, more)
      expect(told.error?.code).toBe(code)
      expect(told.error?.message).toMatch(/\p{L}{4}/u)
      expect(await held()).toBe(0)
    })

    test.each<[what: string, file: string | Uint8Array, code: string]>([
      [
        'crosses itself',
        polygon('POLYGON((118.8 31.9,118.81 31.91,118.81 31.9,118.8 31.91,118.8 31.9))'),
        'SELF_CROSSING',
      ],
      ['has no geometry', polygon(''), 'NO_GEOMETRY'],
      ['is empty', polygon('POLYGON EMPTY'), 'BAD_WKT'],
      ['crosses the antimeridian', polygon('LINESTRING(179.9 31.9,-179.9 31.9)'), 'CROSSES_ANTIMERIDIAN'],
      ['has latitude first', points('31.905,118.805'), 'SWAPPED'],
      ['lies elsewhere', points('10,50'), 'OUTSIDE_CITY'],
      ['is in meters', points('671000,3531000'), 'NOT_IN_SYSTEM'],
      ['has no number', points('118.8,北'), 'BAD_COORDINATE'],
    ])('a row that %s is named, the good one beside it is kept', async (_, file, code) => {
      const { report } = await bring(file, 'a.csv')
      expect(report).toMatchObject({ counts: { inserted: 1, bad: 1 }, faults: [{ code, row: 3 }] })
      expect(await held()).toBe(101)
    })

    test('GBK is read and said; a wrong projection keeps nothing and names one that would fit', async () => {
      const gbk = new Uint8Array(iconv.encode('id,name,lng,lat\n1,水井,118.805,31.905\n', 'gbk'))
      const { report } = await bring(gbk, 'a.csv')
      expect(report).toMatchObject({
        counts: { inserted: 1, bad: 0 },
        faults: [{ code: 'ENCODING', row: null }],
      })
      const { rows } = await sql<{ name: string }>`select name from layer_feature where source_id = '1'
        and layer_id in (select layer_id from layer where code = 'bad')`.execute(database.db)
      expect(rows).toEqual([{ name: '水井' }])
      expect(await held()).toBe(101)
      const wrong = await bring(points('118.806,31.906'), 'a.csv', { system: 'EPSG:3857' })
      expect(wrong.report).toMatchObject({
        counts: { inserted: 0, bad: 2 },
        source: { suggestedSystem: 'WGS84' },
      })
      expect(await held()).toBeLessThanOrEqual(100)
      expect((await fetch(`${base}/../../readyz`)).status).toBe(200)
    })
  })

  test('is for those who may, with options that are some', async () => {
    expect((await send(options, 'id', wallKey)).status).toBe(403)
    expect((await send(options, 'id', null)).status).toBe(401)
    expect((await send({ ...options, mode: 'now' }, 'id')).status).toBe(400)
  })

  const take = (input: unknown, apiKey = key) =>
    fetch(`${base}/../exports`, {
      method: 'POST',
      body: JSON.stringify(input),
      headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
    })

  test('an export holds what the asker may see of the shape', async () => {
    const within = {
      type: 'Polygon',
      coordinates: [
        [
          [118.8, 31.9],
          [118.84, 31.9],
          [118.84, 31.94],
          [118.8, 31.94],
          [118.8, 31.9],
        ],
      ],
    }
    const all = await take({ collection: 'parts', format: 'csv', within })
    expect(all.headers.get('content-disposition')).toContain('parts.csv')
    expect((await all.text()).trim().split('\r\n')).toHaveLength(PARTS + 1)
    const west = await take({ collection: 'parts', format: 'geojson', within }, westKey)
    expect(((await west.json()) as Items).features).toHaveLength(PARTS / 2)
    const cases = await take({
      collection: 'cases',
      format: 'geojson',
      within,
      filter: { states: ['closed'] },
    })
    expect(((await cases.json()) as Items).features.map((one) => one.properties.number)).toEqual(['C1'])
    expect((await take({ collection: 'cases', format: 'csv' }, wallKey)).status).toBe(403)
    expect((await take({ collection: 'api_key', format: 'csv' })).status).toBe(400)
  })
})

describe('exports', () => {
  const take = async (input: unknown) => {
    const response = await fetch(`${base}/../exports`, {
      method: 'POST',
      body: JSON.stringify({ format: 'geojson', ...(input as object) }),
      headers: { 'x-api-key': key, 'content-type': 'application/json' },
    })
    return (await response.json()) as Items
  }

  test('of an area hold what lies in it, not what only touches its border', async () => {
    const grids = await take({ collection: 'unit_grids', areaId: TINY_AREAS.westSouth })
    expect(grids.features).toHaveLength(4)
    expect((await take({ collection: 'parts', areaId: TINY_AREAS.westSouth })).features).toHaveLength(
      PARTS / 2,
    )
    expect((await take({ collection: 'parts', areaId: TINY_AREAS.eastNorth })).features).toEqual([])
  })

  test('of a layer have its own columns; phone numbers in texts are masked', async () => {
    await database.db
      .updateTable('layer_feature')
      .set({ name: '井 13812345678', attributes: JSON.stringify({ depth: '3', tel: '13812345678' }) })
      .where('source_id', '=', '1')
      .execute()
    const { features } = await take({ collection: 'layer_features', layer: 'wells' })
    expect(features.map(({ properties }) => properties)).toEqual([
      expect.objectContaining({ layer: 'wells', name: '井 138******78', depth: '3', tel: '138******78' }),
    ])
    expect((await take({ collection: 'layer_features', layer: 'none' })).features).toEqual([])
  })
})

describe('permission', () => {
  test('rows of another subdistrict are not given', async () => {
    const west = await items('/collections/parts/items?limit=9999', westKey)
    expect(west.features.length).toBe(PARTS / 2)
    const all = await items('/collections/parts/items?limit=2')
    const east = all.features.find((one) => !west.features.some((own) => own.id === one.id))!
    expect((await get(`/collections/parts/items/${east.id}`, westKey)).status).toBe(404)
  })

  test('a role sees its collections only', async () => {
    const ids = async (apiKey: string | null) =>
      (
        (await (await get('/collections', apiKey)).json()) as { collections: { id: string }[] }
      ).collections.map(({ id }) => id)
    expect(await ids(key)).toEqual(COLLECTIONS.map(({ id }) => id))
    expect(await ids(null)).toEqual(['areas', 'basemap'])
    expect(await ids(wallKey)).not.toContain('cases')
    expect((await get('/collections/cases/items', wallKey)).status).toBe(403)
    expect((await get('/collections/cases/items', null)).status).toBe(401)
    expect((await get('/collections/cases/tiles/WebMercatorQuad/0/0/0', null)).status).toBe(401)
  })

  test('a key may stand in the address and goes on in the links', async () => {
    const page = await items(`/collections/parts/items?limit=1&api_key=${key}`, null)
    expect((await items(page.links.find((link) => link.rel === 'next')!.href, null)).features.length).toBe(1)
  })
})

test('documents are linked, and can be read in a browser', async () => {
  type Linked = { links: { href: string; rel: string; templated?: boolean }[] }
  const landing = (await (await get('')).json()) as Linked
  for (const link of landing.links)
    expect([link.href, (await get(link.href)).status]).toEqual([link.href, 200])
  for (const { id } of COLLECTIONS) {
    const document = (await (await get(`/collections/${id}`)).json()) as Linked
    for (const link of document.links)
      expect([link.href, (await get(link.href)).status]).toEqual([link.href, 200])
  }
  const page = await (await get('/collections/parts/items?f=html&limit=10')).text()
  expect(page).toContain('&lt;b&gt;')
  expect(page).not.toContain('<b>')
})

describe.runIf(existsSync('/usr/bin/ogrinfo'))('GDAL', () => {
  const gdal = async (program: string, ...args: string[]) => {
    const { stdout } = await run(program, args, {
      env: { ...process.env, GDAL_HTTP_HEADERS: `x-api-key: ${key}` },
      maxBuffer: 64 * 1024 * 1024,
      timeout: 60_000,
    })
    return stdout
  }

  test('reads every collection whole', async () => {
    for (const { id } of COLLECTIONS) {
      const told = await gdal(
        'ogrinfo',
        '-so',
        '-oo',
        'IGNORE_SCHEMA=YES',
        `OAPIF:${base}/collections/${id}`,
        id,
      )
      expect(told).toContain(`Layer name: ${id}`)
      expect(told).toMatch(/Feature Count: [1-9]/)
    }
    const file = path.join(dataDir, 'parts.geojson')
    await gdal('ogr2ogr', '-f', 'GeoJSON', file, `OAPIF:${base}/collections/parts`)
    const written = JSON.parse(await readFile(file, 'utf8')) as Items
    expect(written.features.length).toBe(PARTS)
    expect(written.features.find((one) => one.properties.code === 'PART7')).toMatchObject({
      properties: { name: '井盖 "七" \\ <b>' },
    })
  })

  test('reads in CGCS2000 and by a box, the same places', async () => {
    const file = path.join(dataDir, 'box.geojson')
    await gdal(
      'ogr2ogr',
      '-f',
      'GeoJSON',
      '-spat',
      '118.8',
      '31.9',
      '118.8010045',
      '31.94',
      file,
      '-oo',
      'CRS=EPSG:4490',
      `OAPIF:${base}/collections/parts`,
    )
    const { features } = JSON.parse(await readFile(file, 'utf8')) as Items
    expect(features.map((one) => one.properties.code)).toEqual(['PART2', 'PART4'])
  })

  test('reads a tile of every tile set at the address that the set names', async () => {
    const { x, y } = tileAt(14, worldX(118.805), worldY(31.905))
    for (const { id } of COLLECTIONS.filter((collection) => collection.tiles)) {
      const set = (await (await get(`/collections/${id}/tiles/WebMercatorQuad`)).json()) as Pick<
        Items,
        'links'
      >
      const address = set.links
        .find((link) => link.rel === 'item')!
        .href.replace('{tileMatrix}', '14')
        .replace('{tileRow}', String(y))
        .replace('{tileCol}', String(x))
      expect(await gdal('ogrinfo', '-so', '-al', `MVT:${address}`)).toMatch(/Feature Count: [1-9]/)
      expect((await get(address.replace(/\.mvt$/, ''))).status).toBe(200)
    }
  })
})
