import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { zipSync } from 'fflate'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_AREAS, tinyActor, tinyServices } from '../../test/tiny-city.ts'
import { EXPORT_FORMATS, writeFeatures } from '../exchange/formats/write-features.ts'
import type { Services } from '../services.ts'
import { readLayerFeatures } from '../tiles/queries.ts'
import { type ImportProgress, importFile } from './import-file.ts'
import type { ImportInput } from './import-input.ts'
import { removeDeadImports } from './import-run.ts'
import { getImport, listImports } from './list-imports.ts'
import { listLayers } from './list-layers.ts'
import { undoImport } from './undo-import.ts'

const run = promisify(execFile)
let database: TestDatabase
let services: Services
let folder: string
const planner = tinyActor('planner')

beforeAll(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(path.join(tmpdir(), 'import-'))
  await loadTinyCity(database.db)
  services = await tinyServices(database.db, folder)
})
afterAll(async () => {
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})

const layer = (code: string): ImportInput['target'] => ({
  kind: 'layer',
  code,
  name: code,
  idColumn: 'id',
  nameColumn: 'name',
})
const bring = (text: string | Uint8Array, input: Partial<ImportInput>, actor = planner) =>
  importFile(
    services,
    actor,
    typeof text === 'string' ? new TextEncoder().encode(text) : text,
    { fileName: 'a.csv', mode: 'load', target: layer('wells'), ...input },
    () => {},
  )
const count = async (table: 'layer_feature' | 'layer' | 'part' | 'event_log') =>
  (await database.db.selectFrom(table).select(sql<number>`count(*)`.as('n')).executeTakeFirstOrThrow()).n

const CSV = `id,name,lng,lat
1,甲,118.805,31.905
2,乙,118.825,31.905
3,丙,31.905,118.805
1,甲甲,118.806,31.905
5,,118.81,北
`

describe('a layer', () => {
  test('of many rows is tried in pieces: all are counted, nothing stays', async () => {
    const rows = Array.from({ length: 2500 }, (_, i) => `${i},井,118.805,${31.905 + i * 1e-6}`)
    const done: number[] = []
    const before = await count('layer_feature')
    const tried = await importFile(
      services,
      planner,
      new TextEncoder().encode(['id,name,lng,lat', ...rows].join('\n')),
      { fileName: 'a.csv', mode: 'check', target: layer('many') },
      (progress) => {
        if (progress.stage === 'check') done.push(progress.done)
      },
    )
    expect(tried.counts).toMatchObject({ rows: 2500, good: 2500, bad: 0, inserted: 2500 })
    expect(done).toEqual([500, 1000, 1500, 2000, 2500])
    expect(await count('layer_feature')).toBe(before)
    expect((await listLayers(services, planner)).some(({ code }) => code === 'many')).toBe(false)
  })

  test('is looked at and tried without a trace', async () => {
    const seen: ImportProgress['stage'][] = []
    const looked = await importFile(
      services,
      planner,
      new TextEncoder().encode(CSV),
      { fileName: 'a.csv', mode: 'inspect' },
      ({ stage }) => seen.push(stage),
    )
    expect(looked.source).toMatchObject({
      format: 'csv',
      rowCount: 5,
      system: 'WGS84',
      geometry: { kind: 'xy', x: 'lng', y: 'lat' },
      columns: ['id', 'name', 'lng', 'lat'],
    })
    expect(seen).toContain('read')
    const tried = await bring(CSV, { mode: 'check' })
    expect([tried.loaded, tried.counts]).toEqual([
      false,
      { rows: 5, good: 2, bad: 3, inserted: 2, changed: 0, same: 0 },
    ])
    expect([await count('layer'), await count('layer_feature')]).toEqual([0, 0])
  })

  test('keeps good rows, names bad ones, and doubles nothing when it comes again', async () => {
    const first = await bring(CSV, {})
    expect(first.counts).toEqual({ rows: 5, good: 2, bad: 3, inserted: 2, changed: 0, same: 0 })
    expect(first.faults.map(({ row, code, field }) => [row, code, field])).toEqual([
      [4, 'SWAPPED', 'geometry'],
      [5, 'DOUBLE', 'id'],
      [6, 'BAD_COORDINATE', 'lat'],
    ])
    expect((await bring(CSV, {})).counts).toMatchObject({ inserted: 0, changed: 0, same: 2 })
    const moved = await bring(CSV.replace('118.825', '118.826'), {})
    expect(moved.counts).toMatchObject({ inserted: 0, changed: 1, same: 1 })
    expect(await count('layer_feature')).toBe(2)
    const rows = await database.db.selectFrom('layer_feature').select(['name', 'scope_area_id']).execute()
    expect(rows).toEqual(
      expect.arrayContaining([
        { name: '甲', scope_area_id: TINY_AREAS.westSouth },
        { name: '乙', scope_area_id: TINY_AREAS.eastSouth },
      ]),
    )
  })

  test('without ids the same file again is the same rows', async () => {
    const target = { kind: 'layer', code: 'no-ids', name: '无编号' } as const
    const text = 'lng,lat,what\n118.805,31.905,a\n118.805,31.905,b\n'
    expect((await bring(text, { target })).counts.inserted).toBe(2)
    expect((await bring(text, { target })).counts.same).toBe(2)
  })

  test('nothing outside the areas of whoever brings it', async () => {
    const west = tinyActor('planner', { scopeAreaIds: [TINY_AREAS.westSouth], isWholeCity: false })
    const report = await bring(CSV, { target: layer('mine') }, west)
    expect(report.counts.inserted).toBe(1)
    expect(report.faults.map(({ row, code }) => [row, code])).toContainEqual([3, 'OUT_OF_REACH'])
    await bring(CSV, { target: layer('theirs') })
    await expect(
      bring('id,lng,lat\n2,118.805,31.905\n', { target: layer('theirs') }, west),
    ).rejects.toMatchObject({ code: 'ID_OUT_OF_REACH' })
  })

  test('a file that is broken leaves all as it was', async () => {
    const before = await count('layer_feature')
    await expect(bring('PK\u0003\u0004', { fileName: 'a.zip' })).rejects.toMatchObject({ code: 'BAD_ZIP' })
    await expect(bring(CSV, { system: 'EPSG:1' })).rejects.toMatchObject({ code: 'UNKNOWN_CRS' })
    expect(await count('layer_feature')).toBe(before)
  })
})

describe('a load that is not yet through', () => {
  const rows = (n: number, name = '井') =>
    `id,name,lng,lat\n${Array.from({ length: n }, (_, i) => `${i},${name},118.805,${31.905 + i * 1e-6}`).join('\n')}`
  const target = layer('slow')
  const seen = async () => ({
    layers: (await listLayers(services, planner))
      .filter(({ code }) => code === 'slow')
      .map(({ points }) => points),
    imports: (await listImports(services, planner)).filter(({ fileName }) => fileName === 'slow.csv').length,
    tiles: (await readLayerFeatures(database.db)).layer_features.filter(({ values }) => values[2] === '井')
      .length,
  })
  /** Ends in the middle, as a process does that is killed: nothing is cleaned. */
  const killedImport = async (text: string, after = 3, of = target) => {
    const kept = services.db
    let pieces = 0
    const dying = new Proxy(kept, {
      get(db, name) {
        if (name === 'transaction' && ++pieces > after) throw new Error('killed')
        const value = Reflect.get(db, name) as unknown
        return typeof value === 'function' ? value.bind(db) : value
      },
    })
    const bytes = new TextEncoder().encode(text)
    const input: ImportInput = { fileName: 'slow.csv', mode: 'load', target: of }
    await expect(importFile({ ...services, db: dying }, planner, bytes, input, () => {})).rejects.toThrow(
      'killed',
    )
  }

  test('is seen by nobody, keeps a second one out, leaves nothing when it dies, and can be repeated', async () => {
    await killedImport(rows(1600))
    const left = await database.db
      .selectFrom('layer_feature')
      .select(sql<number>`count(*)`.as('n'))
      .where('import_id', 'is not', null)
      .where('name', '=', '井')
      .executeTakeFirstOrThrow()
    expect(left.n).toBeGreaterThan(400)
    expect(await seen()).toEqual({ layers: [], imports: 0, tiles: 0 })
    await expect(bring(rows(1600), { target, fileName: 'slow.csv' })).rejects.toMatchObject({
      code: 'IMPORT_RUNNING',
    })
    await removeDeadImports(services)
    expect(await count('layer')).toBeGreaterThan(0)
    await sql`update layer_import set loading_at = loading_at - interval '2 minutes' where loading_at is not null`.execute(
      database.db,
    )
    await removeDeadImports(services)
    const { rows: traces } = await sql<{ n: number }>`
      select (select count(*) from layer where code = 'slow') + (select count(*) from layer_import where file_name = 'slow.csv')
        + (select count(*) from layer_feature where name = '井') as n`.execute(database.db)
    expect(traces[0]!.n).toBe(0)
    const { counts } = await bring(rows(1600), { target, fileName: 'slow.csv' })
    expect(counts).toMatchObject({ inserted: 1600, same: 0 })
    expect(await seen()).toEqual({ layers: [1600], imports: 1, tiles: 1600 })
  })

  test('changes nothing of what was there before it is through', async () => {
    await killedImport(rows(1600, '泵'))
    expect(await seen()).toEqual({ layers: [1600], imports: 1, tiles: 1600 })
    await sql`update layer_import set loading_at = loading_at - interval '2 minutes' where loading_at is not null`.execute(
      database.db,
    )
    await removeDeadImports(services)
    expect((await seen()).tiles).toBe(1600)
    expect((await bring(rows(1600, '泵'), { target })).counts).toMatchObject({ inserted: 0, changed: 1600 })
    expect((await seen()).tiles).toBe(0)
  })

  test('what it had begun to change is put back when it dies', async () => {
    // One transaction to begin, four to write, one to change: the second piece of changes is its end.
    await killedImport(rows(1600, '井'), 6)
    const changed = async () => {
      const { rows: found } = await sql<{ n: number }>`
        select count(*) as n from layer_feature f join layer using (layer_id) where code = 'slow' and f.name = '井'`.execute(
        database.db,
      )
      return found[0]!.n
    }
    expect(await changed()).toBe(500)
    const dead = () =>
      sql`update layer_import set loading_at = loading_at - interval '2 minutes' where loading_at is not null`.execute(
        database.db,
      )
    await dead()
    await removeDeadImports(services)
    expect(await changed()).toBe(0)
    expect((await bring(rows(1600, '井'), { target })).counts).toMatchObject({ changed: 1600 })
    expect(await changed()).toBe(1600)

    const parts = { kind: 'parts', codeColumn: 'id', categoryColumn: 'kind', nameColumn: 'name' } as const
    const { name } = await database.db
      .selectFrom('category')
      .select('name')
      .where('kind', '=', 'part')
      .executeTakeFirstOrThrow()
    const partRows = (word: string) =>
      `id,kind,name,lng,lat\n${Array.from({ length: 600 }, (_, i) => `Q${i},${name},${word},118.805,31.905`).join('\n')}\n`
    const named = async (word: string) => {
      const { rows: found } = await sql<{ n: number }>`
        select count(*) as n from part where code like 'Q%' and name = ${word}`.execute(database.db)
      return found[0]!.n
    }
    await bring(partRows('前'), { target: parts })
    const events = await count('event_log')
    await killedImport(partRows('后'), 4, parts)
    expect([await named('前'), await named('后')]).toEqual([100, 500])
    await dead()
    await removeDeadImports(services)
    expect([await named('前'), await named('后')]).toEqual([600, 0])
    // Told when they changed, and when they changed back.
    expect(await count('event_log')).toBe(events + 1000)
  })
})

describe('parts', () => {
  const target = { kind: 'parts', codeColumn: 'code', categoryColumn: 'kind', nameColumn: 'name' } as const
  const PARTS =
    'code,kind,name,lng,lat\nP1,井盖,a,118.805,31.905\nP2,飞船,b,118.805,31.905\nP3,井盖,c,118.825,31.905\n'

  test('are placed in their grids and told to the map', async () => {
    const { name } = await database.db
      .selectFrom('category')
      .select('name')
      .where('kind', '=', 'part')
      .executeTakeFirstOrThrow()
    const text = PARTS.replaceAll('井盖', name)
    const events = await count('event_log')
    const report = await bring(text, { target })
    expect(report.counts).toMatchObject({ inserted: 2, bad: 1 })
    expect(report.faults).toMatchObject([{ row: 3, code: 'UNKNOWN_CATEGORY', field: 'kind' }])
    expect(await count('event_log')).toBe(events + 2)
    const part = await database.db
      .selectFrom('part')
      .select(['scope_area_id', 'duty_grid_id', 'unit_grid_id'])
      .where('code', '=', 'P1')
      .executeTakeFirstOrThrow()
    expect(part).toMatchObject({ scope_area_id: TINY_AREAS.westSouth, duty_grid_id: expect.any(Number) })
    expect((await bring(text, { target })).counts).toMatchObject({ inserted: 0, same: 2 })
    expect(await count('event_log')).toBe(events + 2)
  })
})

describe('an import is taken back', () => {
  const target = layer('taken')
  const row = (name: string, lng = 118.805) => `id,name,lng,lat\n1,${name},${lng},31.905\n`
  const names = async () => {
    const { rows } = await sql<{ name: string; x: number }>`
      select f.name, st_x(geom) as x from layer_feature f join layer using (layer_id) where code = 'taken'`.execute(
      database.db,
    )
    return rows
  }

  test('what it changed is as it was, what it made is gone, the layer with its last thing', async () => {
    const first = await bring(row('a'), { target })
    const second = await bring(`${row('b', 118.806)}2,c,118.807,31.905\n`, { target })
    await expect(undoImport(services, planner, first.importId!)).rejects.toMatchObject({
      code: 'CHANGED_SINCE',
    })
    expect(await undoImport(services, planner, second.importId!)).toEqual({
      removed: 1,
      restored: 1,
      kept: 0,
    })
    expect(await names()).toEqual([{ name: 'a', x: 118.805 }])
    await expect(undoImport(services, planner, second.importId!)).rejects.toMatchObject({
      code: 'ALREADY_UNDONE',
    })
    await undoImport(services, planner, first.importId!)
    expect((await listLayers(services, planner)).map(({ code }) => code)).not.toContain('taken')
    expect(await listImports(services, planner)).toMatchObject([
      { importId: second.importId, undoneAt: expect.any(Date), counts: { inserted: 1, changed: 1 } },
      { importId: first.importId, undoneAt: expect.any(Date) },
      ...Array((await listImports(services, planner)).length - 2).fill({}),
    ])
  })

  test('of components those stay that cases are about', async () => {
    const { name } = await database.db
      .selectFrom('category')
      .select('name')
      .where('kind', '=', 'part')
      .executeTakeFirstOrThrow()
    const parts = `code,kind,lng,lat\nU1,${name},118.805,31.905\nU2,${name},118.805,31.906\n`
    const { importId } = await bring(parts, {
      target: { kind: 'parts', codeColumn: 'code', categoryColumn: 'kind' },
    })
    await sql`insert into case_record (number, state, channel, found_by, description, scope_area_id, reported_at,
        source_system, source_id, updated_at, part_id)
      select 'U', 'dispatched', 'phone', 'public', '', ${TINY_AREAS.westSouth}, ${services.clock.now()}::timestamptz,
        'test', 'U', ${services.clock.now()}::timestamptz, part_id from part where code = 'U1'`.execute(
      database.db,
    )
    expect(await undoImport(services, planner, importId!)).toEqual({ removed: 1, restored: 0, kept: 1 })
    const left = await database.db.selectFrom('part').select('code').where('code', 'like', 'U%').execute()
    expect(left).toEqual([{ code: 'U1' }])
  })

  test('only by who brought it, or who sees the whole city; its faults say what was expected', async () => {
    const west = tinyActor('planner', { scopeAreaIds: [TINY_AREAS.westSouth], isWholeCity: false })
    const stranger = { ...west, userId: 'stranger' }
    const { importId } = await bring('id,lng,lat\n1,118.805,31.905\n2,118.805,x\n', { target }, west)
    for (const attempt of [undoImport, getImport])
      await expect(attempt(services, stranger, importId!)).rejects.toMatchObject({ code: 'NO_SUCH_IMPORT' })
    expect(await listImports(services, stranger)).toEqual([])
    expect((await getImport(services, west, importId!)).faults).toMatchObject([
      { row: 3, field: 'lat', code: 'BAD_COORDINATE', expected: { en: expect.stringContaining('118.8032') } },
    ])
    await undoImport(services, planner, importId!)
    expect(await names()).toEqual([])
  })
})

test('columns that are not wanted are not kept', async () => {
  const target = { ...layer('slim'), columns: ['kind'] } as ImportInput['target']
  await bring('id,kind,phone,lng,lat\n1,well,13812345678,118.805,31.905\n', { target })
  const { attributes } = await database.db
    .selectFrom('layer_feature')
    .innerJoin('layer', 'layer.layer_id', 'layer_feature.layer_id')
    .select('attributes')
    .where('layer.code', '=', 'slim')
    .executeTakeFirstOrThrow()
  expect(attributes).toEqual({ kind: 'well' })
})

describe.runIf(existsSync('/usr/bin/ogr2ogr'))('files of other programs', () => {
  const features = [
    ['1', '甲', [118.81, 31.905]],
    ['2', '乙', [118.83, 31.935]],
  ].map(([id, name, coordinates]) => ({
    type: 'Feature' as const,
    id: id as string,
    properties: { id, name },
    geometry: { type: 'Point' as const, coordinates: coordinates as number[] },
  }))

  const made = async (format: string, file: string, ...more: string[]) => {
    const source = path.join(folder, 'source.geojson')
    await writeFile(source, JSON.stringify({ type: 'FeatureCollection', features }))
    await run('ogr2ogr', ['-f', format, path.join(folder, file), source, ...more])
  }
  const zipped = async (stem: string) =>
    zipSync(
      Object.fromEntries(
        await Promise.all(
          ['shp', 'dbf', 'shx', 'prj', 'cpg'].map(async (ending) => [
            `${stem}.${ending}`,
            new Uint8Array(await readFile(path.join(folder, `${stem}.${ending}`))),
          ]),
        ),
      ),
    )
  const positions = async (code: string) => {
    const { rows } = await sql<{ name: string; x: number; y: number }>`
      select f.name, st_x(geom) as x, st_y(geom) as y from layer_feature f join layer using (layer_id)
      where code = ${code} order by source_id`.execute(database.db)
    return rows
  }
  const there = features.map(({ properties, geometry }) => ({
    name: properties.name,
    x: expect.closeTo(geometry.coordinates[0]!, 7),
    y: expect.closeTo(geometry.coordinates[1]!, 7),
  }))

  test('a shapefile in a CGCS2000 zone, declared by its .prj, in GBK', async () => {
    await made('ESRI Shapefile', 'gk.shp', '-t_srs', 'EPSG:4548', '-lco', 'ENCODING=GBK')
    await bring(await zipped('gk'), { fileName: 'gk.zip', target: layer('gk') })
    expect(await positions('gk')).toEqual(there)
  })

  test('a GeoPackage in a CGCS2000 zone with its number', async () => {
    await made('GPKG', 'gk.gpkg', '-t_srs', 'EPSG:4527')
    await bring(new Uint8Array(await readFile(path.join(folder, 'gk.gpkg'))), {
      fileName: 'gk.gpkg',
      target: layer('gpkg'),
    })
    expect(await positions('gpkg')).toEqual(there)
  })

  test('a KML', async () => {
    await made('KML', 'a.kml')
    const report = await bring(new Uint8Array(await readFile(path.join(folder, 'a.kml'))), {
      fileName: 'a.kml',
      target: layer('kml'),
    })
    expect([report.faults, report.counts.inserted]).toEqual([[], 2])
    expect(await positions('kml')).toEqual(there)
  })

  test.each(EXPORT_FORMATS)('what we export as %s is read by GDAL and by ourselves', async (format) => {
    const file = await writeFeatures(format, 'wells', features)
    const name = path.join(folder, `out-${format}.${file.ending}`)
    await writeFile(name, file.bytes)
    const { stdout } = await run('ogrinfo', ['-al', format === 'shapefile' ? `/vsizip/${name}` : name])
    expect(stdout).toContain('Feature Count: 2')
    expect(stdout).toContain('乙')
    await bring(file.bytes, { fileName: name, target: layer(`out-${format}`) })
    expect(await positions(`out-${format}`)).toEqual(there)
  })

  test('polygons with holes leave as a shapefile and come back valid', async () => {
    const square = (side: number) => [
      [118.81, 31.91],
      [118.81 + side, 31.91],
      [118.81 + side, 31.91 + side],
      [118.81, 31.91 + side],
      [118.81, 31.91],
    ]
    const hole = square(0.001).map(([x, y]) => [x! + 0.002, y! + 0.002])
    const file = await writeFeatures('shapefile', 'areas', [
      {
        type: 'Feature',
        properties: { id: '1', name: '区' },
        geometry: { type: 'MultiPolygon', coordinates: [[square(0.005), hole]] },
      },
    ])
    const report = await bring(file.bytes, { fileName: 'a.zip', target: layer('areas') })
    expect(report.faults).toEqual([])
    const { rows } = await sql<{ rings: number; ok: boolean }>`
      select st_nrings(geom) as rings, st_isvalid(geom) as ok from layer_feature f join layer using (layer_id) where code = 'areas'`.execute(
      database.db,
    )
    expect(rows).toEqual([{ rings: 2, ok: true }])
  })
})
