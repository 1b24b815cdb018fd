import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { type DecodedFeature, decodeTile } from '../../tiles/engine/decode-for-test.ts'
import { sourceLayersOf } from '../../tiles/engine/layer-definition.ts'
import { tileAt, worldX, worldY } from '../../tiles/engine/mercator.ts'
import { tileSources } from '../../tiles/sources/index.ts'
import { type CaseFilter, whereCases } from '../cases/case-filter.ts'
import { createDb, withSystem } from '../db/client.ts'
import { appendEvent } from '../events/append-event.ts'
import { startEventFeed } from '../events/start-event-feed.ts'
import { startSequencer } from '../events/start-sequencer.ts'
import { sendError } from '../http/send.ts'
import { createTileHandler, type TileHandler } from '../http/tiles.ts'
import type { Actor } from '../identity/actor.ts'
import { LAYER_PERMISSIONS, type LayerName } from '../identity/permissions.ts'
import { namedFeatures } from '../layers/named-features.ts'
import { readGeography } from '../locate/geography.ts'
import { Locator } from '../locate/locator.ts'
import type { Services } from '../services.ts'
import { createTileService } from './tile-service.ts'

const now = new Date('2026-03-05T08:00:00Z')
const eastArea = 21
const westArea = 22
let testDatabase: TestDatabase
let handler: TileHandler
let origin: string
let actor: Actor | null
const stops: (() => unknown)[] = []

const person = (scopeAreaIds: number[], isWholeCity = false): Actor => ({
  userId: 'u1',
  name: '测试',
  roles: ['dispatcher'],
  scopeAreaIds,
  isWholeCity,
  handedTo: null,
  departmentIds: [],
  personId: null,
})
const everyone = person([0, eastArea, westArea], true)

beforeAll(async () => {
  testDatabase = await freshDatabase()
  const { db } = testDatabase
  await fillCity()
  const onError = (error: unknown) => {
    throw error
  }
  stops.push(startSequencer(db, { isEmbedded: false, onError }))
  const events = await startEventFeed(db, { onError })
  stops.push(events.stop)
  const locator = new Locator(await readGeography(db))
  handler = createTileHandler({
    db,
    clock: { now: () => now },
    log: pino({ level: 'silent' }),
    events,
    locator,
  })
  stops.push(handler.service.stop)
  const server = createServer((req, res) => {
    const url = new URL(req.url ?? '/', 'http://test.invalid')
    handler(req, res, url, actor)
      .then((isAnswered) => isAnswered || res.writeHead(404).end())
      .catch((error) => sendError(res, error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => server.close())
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
  await testDatabase?.drop()
})

async function fillCity(): Promise<void> {
  const { db } = testDatabase
  await sql`insert into city values (1, '110101', '试城', 'Testville', 'Asia/Shanghai', 116.3, 39.9, 116.5, 40.0, null, null, '{}')`.execute(
    db,
  )
  await sql`insert into area (area_id, code, name, name_en, level, path, valid, geom, source_system, source_id)
    select id, id::text, '区' || id, 'Area ' || id, 'community', array[id], '[2020-01-01,)',
      st_multi(st_makeenvelope(w, 39.9, w + 0.1, 40.0, 4326)), 'test', id::text
    from (values (${eastArea}::int, 116.4), (${westArea}, 116.3)) as a (id, w)`.execute(db)
  // A patchwork of jagged cells that share their borders, a hole in one of them, a multipolygon of two others.
  await sql`insert into unit_grid (unit_grid_id, code, duty_grid_id, scope_area_id, land_use, area_square_meters, valid, geom, source_system, source_id)
    select row_number() over (), 'U' || row_number() over (), 1 + (row_number() over ()) % 5,
      case when st_x(st_centroid(geom)) >= 116.4 then ${eastArea}::int else ${westArea} end, 'residential', 1, '[2020-01-01,)',
      st_multi(case when row_number() over () = 40 then st_difference(geom, st_buffer(st_centroid(geom), 0.001)) else geom end),
      'test', (row_number() over ())::text
    from (select (st_dump(st_voronoipolygons(st_generatepoints(st_makeenvelope(116.3, 39.9, 116.5, 40.0, 4326), 120, 7)))).geom) v`.execute(
    db,
  )
  await sql`update unit_grid set geom = st_multi(st_union(geom, (select geom from unit_grid where unit_grid_id = 3)))
    where unit_grid_id = 90`.execute(db)
  await sql`insert into basemap_feature (layer, class, name, name_en, rank, height_meters, geom, source_system, source_id)
    select 'road', 'arterial', '路' || i, 'Road ' || i, i % 4, 0,
      st_makeline(array[st_point(116.3 + i * 0.001, 39.91, 4326), st_point(116.5 - i * 0.002, 39.95, 4326), st_point(116.31 + i * 0.003, 39.99, 4326)]),
      'test', 'road' || i from generate_series(1, 40) i
    union all
    select 'building', 'residential', '', '', 9, 3.5 * i, st_expand(st_point(116.39 + i * 0.0004, 39.95 + (i % 7) * 0.0004, 4326), 0.00012), 'test', 'b' || i
    from generate_series(1, 60) i`.execute(db)
  await sql`insert into basemap_feature (layer, class, name, name_en, rank, geom, source_system, source_id)
    values ('water', 'lake', '镜湖', 'Mirror Lake', 1, st_buffer(st_point(116.42, 39.93, 4326), 0.015), 'test', 'lake')`.execute(
    db,
  )
  await sql`insert into category (code, kind, class_code, class_name, name) values
    ('0101', 'part', '01', '公用设施', '上水井盖'), ('0201', 'event', '02', '市容环境', '暴露垃圾')`.execute(
    db,
  )
  await sql`insert into department (code, name, kind) values ('D1', '城管局', 'bureau'), ('D2', '环卫公司', 'company')`.execute(
    db,
  )
  await sql`insert into case_record (number, state, channel, found_by, category_id, description, geom, scope_area_id, severity, department_id,
      clock_level, reported_at, source_system, source_id, updated_at)
    select 'C' || i, (array['dispatched','signed','closed'])[1 + i % 3], 'hotline', 'public', case when i % 9 = 0 then null else 1 + i % 2 end, '…',
      case when i % 50 = 0 then null else st_point(x, y, 4326) end,
      case when i % 50 = 0 then 0 when x >= 116.4 then ${eastArea}::int else ${westArea} end, 'normal', case when i % 4 = 0 then null else 1 + i % 2 end,
      (array['normal','near','overdue'])[1 + i % 3], ${now}::timestamptz - case when i % 10 = 0 then interval '100 days' else interval '3 days' end,
      'test', i::text, ${now}
    from (select i, 116.3 + 0.2 * abs(sin(i * 12.9898)) as x, 39.9 + 0.1 * abs(cos(i * 78.233)) as y from generate_series(1, 600) i) p`.execute(
    db,
  )
  await sql`insert into part (code, category_id, condition, scope_area_id, geom, source_system, source_id)
    select 'P' || i, 1, (array['good','fair','poor'])[1 + i % 3], ${eastArea}::int, st_point(116.4 + i * 0.0001, 39.95, 4326), 'test', i::text from generate_series(1, 200) i`.execute(
    db,
  )
  await sql`insert into sensor (code, name, kind, unit_of_measure, scope_area_id, geom)
    values ('S1', '一号井', 'water_level', 'm', ${westArea}::int, st_point(116.35, 39.95, 4326))`.execute(db)
  await sql`insert into unit (code, name, kind, department_id, home, scope_area_id)
    values ('V1', '巡查一组', 'patrol', 1, st_point(116.45, 39.95, 4326), ${eastArea}::int)`.execute(db)
}

async function fetchTile(layer: string, z: number, x: number, y: number, query = '', headers = {}) {
  const response = await fetch(`${origin}/api/tiles/${layer}/${z}/${x}/${y}.mvt${query}`, { headers })
  const bytes = new Uint8Array(await response.arrayBuffer())
  return { response, layers: response.status === 200 ? decodeTile(bytes) : {} }
}

/** What PostGIS itself makes of the rows: `rows` selects id, attributes and, last, geom in SRID 4326. */
async function postgisTile(name: string, rows: string, z: number, x: number, y: number, buffer: number) {
  const { rows: found } = await sql<{ tile: Buffer }>`
    with bounds as (select st_tileenvelope(${z}::int, ${x}::int, ${y}::int) as box)
    select st_asmvt(t, ${name}, 4096, 'g', 'id') as tile from (
      select ${sql.raw(columnsOf(rows))}, st_asmvtgeom(st_transform(q.geom, 3857), (select box from bounds), 4096, ${buffer}::int, true) as g
      from (${sql.raw(rows)}) q
      where q.geom && st_transform(st_tileenvelope(${z}::int, ${x}::int, ${y}::int, margin => ${buffer / 4096}::float8), 4326)
    ) t where g is not null`.execute(testDatabase.db)
  return decodeTile(new Uint8Array(found[0]!.tile))[name] ?? []
}

/** The names that a select gives, without the geometry. */
const columnsOf = (rows: string) =>
  [...rows.slice(0, rows.indexOf(' from ')).matchAll(/(\w+)(?=,)(?! '')/g)].map(([name]) => name).join(', ')

const byId = (features: readonly DecodedFeature[]) => [...features].sort((a, b) => a.id! - b.id!)
const tilesOver = (zoom: number) => {
  const first = tileAt(zoom, worldX(116.3), worldY(40.0))
  const last = tileAt(zoom, worldX(116.5), worldY(39.9))
  const tiles: { x: number; y: number }[] = []
  for (let x = first.x; x <= last.x; x++) for (let y = first.y; y <= last.y; y++) tiles.push({ x, y })
  return tiles
}

describe('tiles agree with PostGIS', () => {
  test('points: same features, same attributes, places within one unit', async () => {
    actor = everyone
    const rows = `select case_id as id, case_id, number, state, state <> 'closed' as open, clock_level, c.severity, class_code,
      c.category_id, department_id, found_by, geom from case_record c left join category using (category_id)
      where geom is not null and (state <> 'closed' or reported_at > '2026-02-01')`
    let total = 0
    for (const zoom of [12, 14]) {
      for (const { x, y } of tilesOver(zoom)) {
        const ours = new Map((await fetchTile('cases', zoom, x, y)).layers.cases?.map((one) => [one.id, one]))
        const theirs = new Map((await postgisTile('cases', rows, zoom, x, y, 0)).map((one) => [one.id, one]))
        for (const id of new Set([...ours.keys(), ...theirs.keys()])) {
          const [mine, other] = [ours.get(id), theirs.get(id)]
          if (!mine || !other) {
            // PostGIS rounds what lies half a unit outside onto the edge; ours are in one tile each.
            expect(isOnEdge((mine ?? other)!)).toBe(true)
            continue
          }
          expect(mine.properties).toEqual(other.properties)
          const [{ x: myX, y: myY }, place] = [mine.geometry[0]![0]!, other.geometry[0]![0]!]
          expect(Math.max(Math.abs(myX - place.x), Math.abs(myY - place.y))).toBeLessThanOrEqual(1)
          total++
        }
      }
    }
    expect(total).toBeGreaterThan(1000)
  })

  test.each([
    [
      'unit_grids',
      'unit_grids',
      `select unit_grid_id as id, unit_grid_id, code, duty_grid_id, land_use, geom from unit_grid`,
      3,
    ],
    [
      'basemap',
      'road',
      `select feature_id as id, class, name, name_en, rank, geom from basemap_feature where layer = 'road'`,
      2,
    ],
    [
      'basemap',
      'building',
      `select feature_id as id, class, height_meters, geom from basemap_feature where layer = 'building'`,
      3,
    ],
  ])(
    'shapes of %s/%s: same features, same attributes, outlines within one unit',
    async (layer, name, rows, type) => {
      actor = everyone
      let total = 0
      for (const zoom of [tileSources[layer as 'basemap'].maxZoom]) {
        for (const { x, y } of tilesOver(zoom)) {
          const ours = byId((await fetchTile(layer, zoom, x, y)).layers[name] ?? [])
          const theirs = byId(await postgisTile(name, rows, zoom, x, y, 64))
          // A shape that only just touches the buffer may be dropped by one of the two.
          const known = new Set(theirs.map((feature) => feature.id))
          for (const feature of ours) if (!known.has(feature.id)) expect(sizeOf(feature)).toBeLessThan(4)
          for (const other of theirs) {
            const mine = ours.find((feature) => feature.id === other.id)
            if (!mine) {
              expect(sizeOf(other)).toBeLessThan(4)
              continue
            }
            expect(mine.type).toBe(type)
            expect(mine.properties).toEqual(other.properties)
            expect(await farthestFromTruth(mine, rows, zoom, x, y)).toBeLessThanOrEqual(1)
            total++
          }
        }
      }
      expect(total).toBeGreaterThan(50)
    },
  )
})

const sizeOf = (feature: DecodedFeature) => {
  const points = feature.geometry.flat()
  const spread = (values: number[]) => Math.max(...values) - Math.min(...values)
  return Math.min(spread(points.map((point) => point.x)), spread(points.map((point) => point.y)))
}

const isOnEdge = (feature: DecodedFeature) =>
  feature.geometry.flat().some(({ x, y }) => [x, y].some((value) => value <= 0 || value >= 4095))

/** How far, in tile units, an outline is from the unrounded one, and that from it, inside the tile. */
async function farthestFromTruth(feature: DecodedFeature, rows: string, z: number, x: number, y: number) {
  const lines = JSON.stringify({
    type: 'MultiLineString',
    coordinates: feature.geometry.map((line) => line.map((place) => [place.x, place.y])),
  })
  const units = 4096 * 2 ** z
  const perMeter = units / (2 * 20037508.342789244)
  const { rows: found } = await sql<{ apart: number | null }>`
    with truth as (
      select st_setsrid(st_affine(st_transform(geom, 3857), ${perMeter}::float8, 0, 0, ${-perMeter}::float8,
        ${units / 2 - x * 4096}::float8, ${units / 2 - y * 4096}::float8), 0) as g
      from (${sql.raw(rows)}) q where id = ${feature.id}
    ), g as (
      select st_setsrid(st_geomfromgeojson(${lines}::text), 0) as a,
        case when st_dimension(g) = 2 then st_boundary(g) else g end as b from truth
    ), p as (
      select (st_dumppoints(st_segmentize(st_intersection(a, st_makeenvelope(0, 0, 4096, 4096)), 50))).geom as place, b as other from g
      union all
      select (st_dumppoints(st_segmentize(st_intersection(b, st_makeenvelope(0, 0, 4096, 4096)), 50))).geom, a from g
    )
    select max(st_distance(place, other)) as apart from p`.execute(testDatabase.db)
  return found[0]!.apart ?? 0
}

describe('scope', () => {
  test('a feature of another street is not in the tile, nor in a cluster’s count', async () => {
    const { x, y } = tileAt(8, worldX(116.4), worldY(39.95))
    const countOf = async (who: Actor, layer: string) => {
      actor = who
      const { layers } = await fetchTile(layer, 8, x, y)
      return (layers[layer] ?? []).reduce(
        (sum, feature) => sum + Number(feature.properties.point_count ?? 1),
        0,
      )
    }
    const east = await countOf(person([eastArea]), 'cases')
    const west = await countOf(person([0, westArea]), 'cases')
    expect(east).toBeGreaterThan(50)
    expect(east + west).toBe(await countOf(everyone, 'cases'))
    expect(await countOf(person([]), 'cases')).toBe(0)
    expect(await countOf(person([westArea]), 'sensors')).toBe(1)
    expect(await countOf(person([eastArea]), 'sensors')).toBe(0)
    expect(await countOf(person([westArea]), 'units')).toBe(0)
    actor = person([westArea])
    const { layers } = await fetchTile('unit_grids', 11, ...tileXY(11, 116.4, 39.95))
    const { rows } = await sql<{
      unit_grid_id: number
    }>`select unit_grid_id from unit_grid where scope_area_id = ${eastArea}`.execute(testDatabase.db)
    const foreign = new Set(rows.map((row) => row.unit_grid_id))
    expect(foreign.size).toBeGreaterThan(10)
    expect(layers.unit_grids!.filter((feature) => foreign.has(feature.id!))).toEqual([])
  })

  test('a cluster opens as just the cases that it counts and its reader may see', async () => {
    const { x, y } = tileAt(8, worldX(116.4), worldY(39.95))
    const side = 360 / 2 ** 8
    const membersOf = (query: string) => fetch(`${origin}/api/tiles/cases/members?z=8&${query}`)
    for (const who of [everyone, person([eastArea])]) {
      actor = who
      const { layers } = await fetchTile('cases', 8, x, y, '?open=true')
      const clusters = layers.cases!.filter(({ properties }) => properties.point_count !== undefined)
      expect(clusters.length).toBeGreaterThan(0)
      for (const { geometry, properties } of clusters) {
        const place = geometry[0]![0]!
        const lng = -180 + (x + place.x / 4096) * side
        const mercator = Math.PI * (1 - (2 * (y + place.y / 4096)) / 2 ** 8)
        const lat = (Math.atan(Math.sinh(mercator)) * 180) / Math.PI
        const response = await membersOf(`lng=${lng}&lat=${lat}&cluster_open=true&open=true`)
        const { ids } = (await response.json()) as { ids: number[] }
        expect(ids.length).toBe(properties.open_count)
        const { rows } = await sql<{ scope_area_id: number; is_open: boolean }>`
          select scope_area_id, state <> 'closed' as is_open from case_record where case_id = any(${ids}::bigint[])`.execute(
          testDatabase.db,
        )
        expect(rows.every(({ is_open }) => is_open)).toBe(true)
        if (who !== everyone) expect(rows.every(({ scope_area_id }) => scope_area_id === eastArea)).toBe(true)
      }
    }
    expect((await membersOf('lng=x&lat=1')).status).toBe(400)
    actor = null
    expect((await membersOf('lng=116.4&lat=39.95')).status).toBe(401)
  })

  test('tiles wholly inside a scope share bytes, and scoped tiles are never kept by others', async () => {
    const [x, y] = tileXY(15, 116.41, 39.95)
    actor = person([eastArea])
    const mine = await fetchTile('parts', 15, x, y)
    actor = everyone
    const all = await fetchTile('parts', 15, x, y)
    expect(mine.response.headers.get('etag')).toBe(all.response.headers.get('etag'))
    expect(mine.response.headers.get('cache-control')).toBe('private, no-cache')
    expect((await handler.service.layers.parts.cache.find(15, x, y))!.variants.size).toBe(1)
  })

  test('scoped layers need a sign-in and a post that may; public ones do not', async () => {
    actor = null
    expect((await fetchTile('cases', 12, 0, 0)).response.status).toBe(401)
    expect((await fetch(`${origin}/api/tiles/parts.json`)).status).toBe(401)
    expect(
      (await fetchTile('basemap', 12, ...tileXY(12, 116.4, 39.95))).response.headers.get('cache-control'),
    ).toBe('public, no-cache')
    const { layers } = await fetchTile('areas', 9, ...tileXY(9, 116.4, 39.95))
    expect(layers.areas).toHaveLength(2)
    expect(new Set(layers.area_borders!.map(({ properties }) => properties.level))).toEqual(
      new Set(layers.areas!.map(({ properties }) => properties.level)),
    )
    actor = { ...everyone, roles: ['resident'] }
    expect((await fetchTile('cases', 12, 0, 0)).response.status).toBe(403)
  })

  test('every layer says the same of its access as the registry of permissions', () => {
    for (const [name, permission] of Object.entries(LAYER_PERMISSIONS)) {
      const source = tileSources[name as LayerName]
      expect(source.access === 'public').toBe(permission === 'map.public')
      // A scoped tile's mask is that of its one source-layer.
      if (source.access === 'scoped') expect(sourceLayersOf(source)).toHaveLength(1)
    }
    expect(Object.keys(tileSources).sort()).toEqual(Object.keys(LAYER_PERMISSIONS).sort())
  })
})

const tileXY = (zoom: number, lng: number, lat: number): [number, number] => {
  const { x, y } = tileAt(zoom, worldX(lng), worldY(lat))
  return [x, y]
}

describe('following the log', () => {
  /** Changes a case and says so, as a verb does. @returns the event's position, once it has one */
  const change = async (caseId: number, type: 'case.located' | 'case.closed', lng: number | null) => {
    const { db } = testDatabase
    await withSystem(db, 'test', async (trx) => {
      await sql`update case_record set geom = ${lng === null ? sql`null` : sql`st_point(${lng}, 39.95, 4326)`} where case_id = ${caseId}`.execute(
        trx,
      )
      await appendEvent(trx, { type, at: now, scopeAreaId: eastArea, entity: 'case', entityId: caseId })
    })
    for (;;) {
      const { rows } = await sql<{
        position: number | null
      }>`select position from event_log order by event_id desc limit 1`.execute(db)
      if (rows[0]?.position) return rows[0].position
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  test('a moved case is at its new place and gone from the old one, and only their tiles are made anew', async () => {
    actor = everyone
    await change(1, 'case.located', 116.41)
    const { cache } = handler.service.layers.cases
    const position = await change(1, 'case.located', 116.42)
    const oldTile = await fetchTile('cases', 16, ...tileXY(16, 116.42, 39.95), `?minPosition=${position}`)
    expect(oldTile.layers.cases!.map((feature) => feature.id)).toContain(1)
    for (let zoom = 7; zoom <= 16; zoom++) {
      for (const { x, y } of tilesOver(Math.min(zoom, 13))) await fetchTile('cases', Math.min(zoom, 13), x, y)
      for (const lng of [116.42, 116.33]) await fetchTile('cases', zoom, ...tileXY(zoom, lng, 39.95))
    }
    const before = cache.size
    const next = await change(1, 'case.located', 116.33)
    expect(await handler.service.layers.cases.reaches(next, 2000)).toBe(true)
    expect(before - cache.size).toBeLessThanOrEqual(2 * 10)
    expect(before - cache.size).toBeGreaterThanOrEqual(10)
    const left = await fetchTile('cases', 16, ...tileXY(16, 116.42, 39.95))
    expect((left.layers.cases ?? []).map((feature) => feature.id)).not.toContain(1)
    const came = await fetchTile('cases', 16, ...tileXY(16, 116.33, 39.95), `?minPosition=${next}`)
    expect(came.layers.cases!.map((feature) => feature.id)).toContain(1)
  })

  test('a case that lost its place leaves the map; told twice, nothing changes', async () => {
    actor = everyone
    await change(2, 'case.located', 116.415)
    await change(2, 'case.located', null)
    const position = await change(2, 'case.located', null)
    const { layers } = await fetchTile('cases', 16, ...tileXY(16, 116.415, 39.95), `?minPosition=${position}`)
    expect((layers.cases ?? []).map((feature) => feature.id)).not.toContain(2)
  })

  test('under a filter of the queue: its very cases, old ones too, and kept up', async () => {
    actor = everyone
    const { db } = testDatabase
    const idsOf = async (query: string) => {
      const ids: number[] = []
      for (const { x, y } of tilesOver(13)) {
        const { layers, response } = await fetchTile('cases', 13, x, y, `?${query}`)
        expect([200, 204]).toContain(response.status)
        ids.push(...(layers.cases ?? []).map((feature) => feature.id!))
      }
      return ids.sort((a, b) => a - b)
    }
    const ring = [
      [116.35, 39.91],
      [116.45, 39.92],
      [116.4, 39.99],
      [116.35, 39.91],
    ]
    const within = { type: 'Polygon' as const, coordinates: [ring] }
    const withinText = 'within=116.35,39.91_116.45,39.92_116.4,39.99'
    const lately = '2026-03-01T00:00:00Z'
    const crossed = [ring[0]!, ring[2]!, ring[1]!, [116.45, 39.99], ring[0]!]
    await sql`update case_record set duty_grid_id = case when case_id % 3 > 0 then 1 + case_id % 5 end,
      family = case when case_id % 11 = 0 then 'merged' end`.execute(db)
    await handler.service.layers.cases.ready()
    handler.service.layers.cases.follow(
      Array.from({ length: 600 }, (_, i) => ({
        position: 0,
        type: 'case.located',
        entityId: String(i + 1),
      })) as never,
    )
    type Filtered = [query: string, filter: CaseFilter]
    // What the layer of all cases holds costs no layer of its own.
    const held: Filtered[] = [
      ['open=true&area=21', { open: true, areaId: 21 }],
      ['open=true&grid=2,3', { open: true, dutyGridIds: [2, 3] }],
      ['open=true&unlocated=true', { open: true, unlocated: true }],
      ['state=signed&unlocated=false', { states: ['signed'], unlocated: false }],
      [`open=true&to=${lately}`, { open: true, to: lately }],
      [`past=all&from=${lately}`, { from: lately }],
      [`open=false&past=all&from=${lately}&area=22`, { open: false, from: lately, areaId: 22 }],
      [`open=true&${withinText}&category_id=1`, { open: true, categoryIds: [1], within }],
      [`state=closed&past=all&from=${lately}&${withinText}`, { states: ['closed'], from: lately, within }],
    ]
    const others: Filtered[] = [
      ['open=false&past=all', { open: false }],
      ['area=21&past=all', { areaId: 21 }],
      ['to=2026-01-01T00:00:00Z', { to: '2026-01-01T00:00:00Z' }],
      ['ids=5,6,7,8&state=closed', { ids: [5, 6, 7, 8], states: ['closed'] }],
      ['q=C123', { text: 'C123' }],
      [`${withinText}&category_id=1`, { categoryIds: [1], within }],
      [
        `open=true&within=${crossed
          .slice(0, -1)
          .map((pair) => pair.join())
          .join('_')}`,
        { open: true, within: { type: 'Polygon', coordinates: [crossed] } },
      ],
    ]
    const layersBefore = handler.service.filteredCases.size
    for (const [query, filter] of [...held, ...others]) {
      const wanted = await withSystem(db, 'test', (trx) =>
        trx
          .selectFrom('case_record')
          .select('case_id')
          .where((eb) => eb.and([whereCases(eb, filter), eb('geom', 'is not', null)]))
          .orderBy('case_id')
          .execute(),
      )
      expect(wanted.length, query).toBeGreaterThan(0)
      await expect
        .poll(() => idsOf(query), { message: query, timeout: 15000 })
        .toEqual(wanted.map((row) => row.case_id))
      const made = handler.service.filteredCases.size - layersBefore
      expect(made, query).toBe(Math.max(0, others.findIndex(([one]) => one === query) + 1))
      const coverage = await fetch(`${origin}/api/tiles/cases/coverage?${query}`)
      expect(await coverage.json()).toEqual({ newest: null })
    }
    actor = person([westArea])
    const mine = await idsOf('open=true&area=21')
    expect(mine).toEqual([])
    // A department that joined with its business: what was handed to it, whatever its area.
    const handed = await withSystem(db, 'test', (trx) =>
      trx
        .selectFrom('case_record')
        .select('case_id')
        .where((eb) =>
          eb.and([whereCases(eb, { open: true, departmentIds: [1] }), eb('geom', 'is not', null)]),
        )
        .orderBy('case_id')
        .execute(),
    )
    expect(handed.length).toBeGreaterThan(0)
    for (const [departmentId, cases] of [
      [1, handed.map((row) => row.case_id)],
      [999, []],
    ] as const) {
      actor = { ...everyone, roles: ['department_handler'], handedTo: [departmentId] }
      await expect.poll(() => idsOf('open=true'), { timeout: 15_000 }).toEqual(cases)
    }
    actor = everyone
    const small = 'within=116.415,39.949_116.417,39.949_116.417,39.951_116.415,39.951'
    const place = tileXY(16, 116.416, 39.95)
    expect((await fetchTile('cases', 16, ...place, `?${small}`)).response.status).toBe(204)
    const came = await change(4, 'case.located', 116.416)
    const shown = await fetchTile('cases', 16, ...place, `?${small}&minPosition=${came}`)
    expect(shown.layers.cases?.map((feature) => feature.id)).toEqual([4])
    const left = await change(4, 'case.located', 116.3)
    const gone = await fetchTile('cases', 16, ...place, `?${small}&minPosition=${left}`)
    expect(gone.response.status).toBe(204)
    const bad = await fetch(`${origin}/api/tiles/cases/14/0/0.mvt?area=east`)
    expect(bad.status).toBe(400)
    expect(await bad.json()).toMatchObject({ error: { code: 'BAD_FILTER', field: 'area' } })
  })

  test('a position not yet reached is 503, and nonsense is told', async () => {
    actor = everyone
    const [x, y] = tileXY(14, 116.4, 39.95)
    expect((await fetchTile('cases', 14, x, y, '?minPosition=99999999')).response.status).toBe(503)
    const bad = await fetch(`${origin}/api/tiles/cases/14/${x}/${y}.mvt?minPosition=soon`)
    expect(bad.status).toBe(400)
    expect(await bad.json()).toMatchObject({ error: { code: 'BAD_POSITION', field: 'minPosition' } })
  })

  test('units are read anew while somebody looks', async () => {
    actor = everyone
    const layer = handler.service.layers.units
    await layer.ready()
    await sql`insert into unit_state (unit_id, lng, lat, status, at) values (1, 116.31, 39.91, 'busy', ${now})`.execute(
      testDatabase.db,
    )
    // The clock of this test stands still: the log says it instead.
    await withSystem(testDatabase.db, 'test', (trx) =>
      appendEvent(trx, {
        type: 'unit.status_changed',
        at: now,
        scopeAreaId: eastArea,
        entity: 'unit',
        entityId: 1,
      }),
    )
    await expect
      .poll(
        async () =>
          (await fetchTile('units', 14, ...tileXY(14, 116.31, 39.91))).layers.units?.[0]?.properties,
      )
      .toEqual({ unit_id: 1, kind: 'patrol', status: 'busy', department_id: 1 })
  })

  test('a city loaded anew is read anew', async () => {
    actor = everyone
    const [x, y] = tileXY(9, 116.4, 39.95)
    expect((await fetchTile('areas', 9, x, y)).layers.areas).toHaveLength(2)
    await withSystem(testDatabase.db, 'test', async (trx) => {
      await sql`update area set name = '新区' where area_id = ${eastArea}`.execute(trx)
      await appendEvent(trx, {
        type: 'city.loaded',
        at: now,
        scopeAreaId: 0,
        entity: 'city',
        entityId: '110101',
      })
    })
    await expect
      .poll(async () =>
        (await fetchTile('areas', 9, x, y)).layers.areas!.map((feature) => feature.properties.name),
      )
      .toContain('新区')
  })
})

describe('over HTTP', () => {
  test('a lake over several tiles is named once', async () => {
    actor = null
    const found: (readonly [type: number, name: unknown])[] = []
    for (const { x, y } of tilesOver(14)) {
      for (const feature of (await fetchTile('basemap', 14, x, y)).layers.water ?? []) {
        found.push([feature.type, feature.properties.name])
      }
    }
    expect(found.filter(([, name]) => name)).toEqual([[1, '镜湖']])
    expect(found.length).toBeGreaterThan(3)
  })

  test('a known ETag is 304, an empty tile 204, one that cannot be 404', async () => {
    actor = everyone
    const [x, y] = tileXY(14, 116.45, 39.95)
    const { response } = await fetchTile('unit_grids', 14, x, y)
    const etag = response.headers.get('etag')!
    const again = await fetchTile('unit_grids', 14, x, y, '', { 'if-none-match': etag })
    expect(again.response.status).toBe(304)
    expect((await fetchTile('unit_grids', 14, 0, 0)).response.status).toBe(204)
    expect((await fetchTile('unit_grids', 14, 1 << 14, 0)).response.status).toBe(404)
    expect((await fetchTile('unit_grids', 20, 0, 0)).response.status).toBe(404)
    expect((await fetchTile('secrets', 14, 0, 0)).response.status).toBe(404)
  })

  test('the second reader gets it compressed, and it is the same', async () => {
    actor = everyone
    const [x, y] = tileXY(12, 116.45, 39.95)
    const first = await fetchTile('cases', 12, x, y)
    const second = await fetchTile('cases', 12, x, y)
    expect(second.response.headers.get('content-encoding')).toBe('gzip')
    expect(second.layers).toEqual(first.layers)
  })

  test('filters by attributes named in the address', async () => {
    actor = everyone
    const [x, y] = tileXY(12, 116.45, 39.95)
    const { layers } = await fetchTile('cases', 12, x, y, '?state=signed&open=true&category_id=1,2')
    expect(layers.cases!.length).toBeGreaterThan(5)
    for (const { properties } of layers.cases!)
      expect(properties).toMatchObject({ state: 'signed', open: true })
    expect((await fetchTile('cases', 12, x, y, '?state=nonsense')).response.status).toBe(204)
  })

  test('a crowded own layer stands in clusters, which count and name what the reader may see', async () => {
    const { db } = testDatabase
    const { rows } = await sql<{ id: number }>`
      with made as (
        insert into layer (code, name, created_by, created_at, changed_at)
        values ('crowd', '拥挤', 'u1', ${now}, ${now}) returning layer_id
      )
      insert into layer_feature (layer_id, source_id, geom, scope_area_id, imported_at)
      select layer_id, n::text, st_setsrid(st_makepoint(116.45 + (n % 25) * 1e-6, 39.95), 4326),
        case when n <= 450 then ${eastArea}::int else ${westArea}::int end, ${now}::timestamptz
      from made, generate_series(1, 500) n returning layer_id as id`.execute(db)
    const layerId = rows[0]!.id
    const [x, y] = tileXY(12, 116.45, 39.95)
    for (const [reader, n] of [
      [everyone, 500],
      [person([eastArea]), 450],
    ] as const) {
      actor = reader
      const { layers } = await fetchTile('layer_features', 12, x, y)
      expect(layers.layer_features?.map(({ properties }) => properties)).toEqual([
        { layer_id: layerId, point_count: n },
      ])
      const at = `z=12&lng=116.45&lat=39.95&cluster_of=${layerId}`
      const members = await fetch(`${origin}/api/tiles/layer_features/members?${at}`)
      const { ids } = (await members.json()) as { ids: number[] }
      expect(new Set(ids).size).toBe(n)
      const service = { db, clock: { now: () => now } } as unknown as Services
      expect((await namedFeatures(service, reader, ids.slice(0, 3))).map(({ id }) => id)).toEqual(
        ids.slice(0, 3),
      )
    }
    // Few of one layer stand for themselves, and nearest by everything does.
    actor = person([westArea])
    expect((await fetchTile('layer_features', 12, x, y)).layers.layer_features?.length).toBe(50)
    actor = everyone
    const [nearX, nearY] = tileXY(15, 116.45, 39.95)
    expect((await fetchTile('layer_features', 15, nearX, nearY)).layers.layer_features?.length).toBe(500)
  })

  test('TileJSON tells what is in the tiles', async () => {
    actor = everyone
    const json = await (await fetch(`${origin}/api/tiles/cases.json`)).json()
    expect(json).toMatchObject({
      tilejson: '3.0.0',
      tiles: [`${origin}/api/tiles/cases/{z}/{x}/{y}.mvt`],
      bounds: [116.3, 39.9, 116.5, 40],
      vector_layers: [
        { id: 'cases', fields: { case_id: 'Number', state: 'String', open: 'Boolean', worst: 'String' } },
      ],
    })
    const basemap = (await (await fetch(`${origin}/api/tiles/basemap.json`)).json()) as {
      vector_layers: { id: string }[]
    }
    expect(basemap.vector_layers.map((layer) => layer.id)).toEqual([
      'land',
      'relief',
      'water',
      'rail',
      'road',
      'building',
      'tree',
      'address',
      'place',
    ])
  })
})

test('a stop while the layers are warmed up is quiet', async () => {
  const db = createDb(testDatabase.url)
  await sql`select 1`.execute(db)
  // As one finds it who reads on after the house was closed.
  await db.destroy()
  const faults: unknown[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => faults.push(line) })
  const events = await startEventFeed(testDatabase.db, { onError: (error) => faults.push(error) })
  const locator = new Locator(await readGeography(testDatabase.db))
  const service = createTileService({ db, clock: { now: () => now }, log, events, locator })
  const warm = service.warm()
  service.stop()
  await warm
  await events.stop()
  expect(faults).toEqual([])
})
