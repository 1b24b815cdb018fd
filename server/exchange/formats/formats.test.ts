import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import writeXlsx from 'write-excel-file/node'
import { toLngLatFrom } from './coordinate-systems.ts'
import { guessGeometry, guessRoles } from './guess-columns.ts'
import { placeRows } from './place-rows.ts'
import { readInWorker } from './read-in-worker.ts'
import { readSource } from './read-source.ts'
import { readWkt } from './read-wkt.ts'
import { type SourceTable, tableOf } from './source-table.ts'

const CITY = [118.5, 31.7, 119.2, 32.2] as const
const VECTORS = path.join(import.meta.dirname, '../../../../shared/data/fixtures/cgcs2000/proj_vectors.csv')

describe('coordinate systems', () => {
  test.skipIf(!existsSync(VECTORS))('CGCS2000 3-degree zones agree with PROJ within a millimetre', () => {
    const lines = readFileSync(VECTORS, 'utf8').trim().split('\n').slice(1)
    expect(lines.length).toBeGreaterThan(3)
    for (const line of lines) {
      const [, lng, lat, epsg, , east, north] = line.split(',')
      const [gotLng, gotLat] = toLngLatFrom(`EPSG:${epsg}`)!(Number(east), Number(north))!
      expect(gotLng).toBeCloseTo(Number(lng), 7)
      expect(gotLat).toBeCloseTo(Number(lat), 7)
      // The same zone with its number before the easting.
      const zone = Number(epsg) - 4534 + 25
      const zoned = toLngLatFrom(`EPSG:${Number(epsg) - 21}`)!(Number(east) + zone * 1e6, Number(north))!
      expect(zoned[0]).toBeCloseTo(Number(lng), 7)
    }
  })

  test('a State Plane .prj in feet is read', () => {
    const prj =
      'PROJCS["NAD_1983_StatePlane_Massachusetts_Mainland_FIPS_2001_Feet",GEOGCS["GCS_North_American_1983",DATUM["D_North_American_1983",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",656166.6666666665],PARAMETER["False_Northing",2460625.0],PARAMETER["Central_Meridian",-71.5],PARAMETER["Standard_Parallel_1",41.71666666666667],PARAMETER["Standard_Parallel_2",42.68333333333333],PARAMETER["Latitude_Of_Origin",41.0],UNIT["Foot_US",0.3048006096012192]]'
    const [lng, lat] = toLngLatFrom(prj)!(762000, 2961000)!
    expect([lng, lat]).toEqual([expect.closeTo(-71.108, 2), expect.closeTo(42.373, 2)])
  })

  test('nonsense is no system', () => {
    expect(['EPSG:1', 'Mars', 'PROJCS[', ''].map(toLngLatFrom)).toEqual(Array(4).fill(undefined))
  })
})

describe('WKT', () => {
  test.each([
    ['POINT (118.8 31.9)', 'Point'],
    ['SRID=4490;point z(118.8 31.9 5)', 'Point'],
    ['MULTIPOINT ((1 2), (3 4))', 'MultiPoint'],
    ['MULTIPOINT (1 2, 3 4)', 'MultiPoint'],
    ['LINESTRING(1 2,3 4)', 'LineString'],
    ['POLYGON((0 0,1 0,1 1,0 0),(.2 .1,.3 .1,.3 .2,.2 .1))', 'Polygon'],
    ['MULTIPOLYGON(((0 0,1 0,1 1,0 0)))', 'MultiPolygon'],
  ])('%s', (text, type) => expect(readWkt(text)?.type).toBe(type))

  test.each([
    '',
    'POINT',
    'POINT ()',
    'POINT (1)',
    'POINT (1 2',
    'POLYGON ((1 2) 3)',
    'CIRCLE (1 2)',
    'POINT ((1 2))',
  ])('not %s', (text) => expect(readWkt(text)).toBeUndefined())

  test('no text breaks it', () => {
    fc.assert(fc.property(fc.string(), (text) => void readWkt(`POLYGON (${text})`)))
  })
})

describe('files', () => {
  test('CSV in GBK, its columns found', async () => {
    const table = await readSource(
      new Uint8Array(iconv.encode('编号,经度,纬度\nA,118.8,31.9\n井盖,118.81,31.91\n', 'gbk')),
      '部件.csv',
    )
    expect(table.columns).toEqual(['编号', '经度', '纬度'])
    expect(table.notes.map((note) => note.code)).toEqual(['ENCODING'])
    expect(guessGeometry(table)).toEqual({ kind: 'xy', x: '经度', y: '纬度' })
  })

  test('XLSX', async () => {
    const book = await writeXlsx([
      [{ value: '名称' }, { value: 'wkt' }],
      [{ value: '甲' }, { value: 'POINT(118.8 31.9)' }],
    ]).toBuffer()
    const table = await readSource(new Uint8Array(book), 'a.xlsx')
    expect(table.rows[0]).toEqual({
      row: 2,
      values: { 名称: '甲', wkt: 'POINT(118.8 31.9)' },
      geometry: null,
    })
    expect(guessGeometry(table)).toEqual({ kind: 'wkt', column: 'wkt' })
  })

  test('KML and KMZ; one that unfolds entities is refused', async () => {
    const text =
      '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>河</name><ExtendedData><Data name="级别"><value>2</value></Data></ExtendedData><Point><coordinates>118.8,31.9,4</coordinates></Point></Placemark></Document></kml>'
    for (const [bytes, name] of [
      [strToU8(text), 'a.kml'],
      [zipSync({ 'doc.kml': strToU8(text) }), 'a.kmz'],
    ] as const) {
      const table = await readSource(bytes, name)
      expect(table.rows[0]).toMatchObject({ values: { name: '河', 级别: '2' }, geometry: { type: 'Point' } })
    }
    const bomb = strToU8('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><kml>&b;</kml>')
    await expect(readSource(bomb, 'a.kml')).rejects.toMatchObject({ code: 'KML_WITH_DOCTYPE' })
  })

  test.each([
    ['', 'a.csv', 'EMPTY_FILE'],
    ['{"type":"FeatureCollection","features":[{', 'a.geojson', 'BAD_JSON'],
    ['{"type":"Topology"}', 'a.geojson', 'NO_FEATURES'],
    ['PK\u0003\u0004nonsense', 'a.zip', 'BAD_ZIP'],
    ['hello', 'a.dwg', 'UNKNOWN_FORMAT'],
    ['SQLite format 3\0broken', 'a.gpkg', 'BAD_GEOPACKAGE'],
  ])('%j as %s is refused: %s', async (text, name, code) => {
    await expect(readSource(strToU8(text), name)).rejects.toMatchObject({ code, kind: 'bad_input' })
  })

  test('a shapefile of more vertices than an import takes is refused before they are read', async () => {
    // One line whose record states its parts and points, with none of them behind it.
    const shp = new DataView(new ArrayBuffer(100 + 8 + 48))
    shp.setInt32(100, 1)
    shp.setInt32(104, 24)
    shp.setInt32(108, 3, true)
    shp.setInt32(144, 1, true)
    shp.setInt32(148, 10_000_000, true)
    const file = zipSync({ 'a.shp': new Uint8Array(shp.buffer), 'a.dbf': strToU8('x') })
    await expect(readSource(file, 'a.zip')).rejects.toMatchObject({ code: 'TOO_MANY_VERTICES' })
  })

  test('a shapefile without its table, or two in one archive, is refused', async () => {
    await expect(readSource(zipSync({ 'a.shp': strToU8('x') }), 'a.zip')).rejects.toMatchObject({
      code: 'MISSING_DBF',
      detail: { expected: 'a.dbf' },
    })
    await expect(
      readSource(zipSync({ 'a.shp': strToU8('x'), 'b.shp': strToU8('x') }), 'a.zip'),
    ).rejects.toMatchObject({ code: 'NOT_ONE_SHAPEFILE' })
  })

  test('a zip that would unpack to a gigabyte is refused without unpacking, in its own thread', async () => {
    const bomb = zipSync({ 'a.shp': new Uint8Array(300 * 1024 * 1024) }, { level: 9 })
    expect(bomb.length).toBeLessThan(1024 * 1024)
    const job = { bytes: bomb, fileName: 'a.zip', system: undefined, geometry: undefined, around: CITY }
    await expect(readInWorker(job)).rejects.toMatchObject({ code: 'ZIP_TOO_LARGE' })
  })

  test('ten million vertices are refused', async () => {
    const ring = Array.from({ length: 2_500_000 }, (_, i) => [
      118.8 + Math.cos(i) / 100,
      31.9 + Math.sin(i) / 100,
    ])
    const rows = [{ row: 1, values: {}, geometry: { type: 'LineString' as const, coordinates: ring } }]
    expect(() => placeRows(tableOf('geojson', rows), 'WGS84', { kind: 'file' }, CITY)).toThrow('vertices')
  })
})

test('columns are guessed by name, what is personal by name and by what stands in it', () => {
  const rows = [
    {
      row: 2,
      values: { 部件编码: '1', 名称: 'a', 小类: '井盖', 地址: 'x', 备注: '13812345678', 联系人: '李' },
      geometry: null,
    },
  ]
  expect(guessRoles(tableOf('csv', rows))).toEqual({
    id: '部件编码',
    name: '名称',
    category: '小类',
    address: '地址',
    personal: ['备注', '联系人'],
  })
})

describe('placing rows', () => {
  const table = (...texts: string[]): SourceTable =>
    tableOf(
      'csv',
      texts.map((wkt, i) => ({ row: i + 2, values: { wkt }, geometry: null })),
    )
  const codes = (text: string, system = 'WGS84') =>
    placeRows(table(text), system, { kind: 'wkt', column: 'wkt' }, CITY).faults.map((fault) => fault.code)

  test.each([
    ['POLYGON((118.8 31.9,118.9 32.0,118.9 31.9,118.8 32.0,118.8 31.9))', 'SELF_CROSSING'],
    ['POLYGON((118.8 31.9,118.9 32.0,118.9 31.9))', 'NOT_CLOSED'],
    ['', 'NO_GEOMETRY'],
    ['POINT EMPTY', 'BAD_WKT'],
    ['LINESTRING(179.9 31.9,-179.9 31.9)', 'CROSSES_ANTIMERIDIAN'],
    ['POINT(31.9 118.8)', 'SWAPPED'],
    ['POINT(10 50)', 'OUTSIDE_CITY'],
    ['POINT(671000 3531000)', 'NOT_IN_SYSTEM'],
  ])('%s: %s', (text, code) => expect(codes(text)).toEqual([code]))

  test('good rows beside bad ones are kept, in WGS 84', () => {
    const placed = placeRows(
      table('POINT(118.8 31.9)', 'POINT(0 0)', 'POINT(118.9 32)'),
      'GCJ-02',
      { kind: 'wkt', column: 'wkt' },
      CITY,
    )
    expect(placed.rows.map(({ row }) => row)).toEqual([2, 4])
    expect(placed.faults).toMatchObject([{ row: 3, code: 'OUTSIDE_CITY', field: 'geometry' }])
    expect((placed.rows[0]!.geometry as { coordinates: number[] }).coordinates[0]).toBeCloseTo(118.7948, 3)
  })

  test('numbers that are none name their column', () => {
    const rows = [{ row: 2, values: { x: '118.8', y: '北' }, geometry: null }]
    const { faults } = placeRows(tableOf('csv', rows), 'WGS84', { kind: 'xy', x: 'x', y: 'y' }, CITY)
    expect(faults).toMatchObject([{ row: 2, code: 'BAD_COORDINATE', field: 'y' }])
  })

  test('where most lie outside, the system that would fit is named', () => {
    const zoned = toLngLatFrom('EPSG:4528')!
    const suggested = (system: string, ...texts: string[]) =>
      placeRows(table(...texts), system, { kind: 'wkt', column: 'wkt' }, CITY).suggestedSystem
    expect(zoned(40_390_000, 3_530_000)).toBeDefined()
    expect(suggested('WGS84', 'POINT(40390000 3530000)', 'POINT(118.8 31.9)')).toBeNull()
    expect(suggested('WGS84', 'POINT(40390000 3530000)')).toBe('EPSG:4528')
    expect(suggested('EPSG:4528', 'POINT(118.8 31.9)')).toBe('WGS84')
    expect(suggested('WGS84', 'POINT(10 50)')).toBeNull()
  })

  test('latitude may be declared to stand first', () => {
    const placed = placeRows(table('POINT(31.9 118.8)'), 'WGS84', { kind: 'wkt', column: 'wkt' }, CITY, true)
    expect(placed.rows[0]?.geometry).toEqual({ type: 'Point', coordinates: [118.8, 31.9] })
  })

  test('a collection of one kind is one geometry, one of several kinds a fault', () => {
    const point = (lng: number) => ({ type: 'Point' as const, coordinates: [lng, 31.9] })
    const line = {
      type: 'LineString' as const,
      coordinates: [point(118.8), point(118.9)].map((p) => p.coordinates),
    }
    const collection = (...geometries: (typeof line | ReturnType<typeof point>)[]) => ({
      row: 1,
      values: {},
      geometry: { type: 'GeometryCollection' as const, geometries },
    })
    const placed = (row: ReturnType<typeof collection>) =>
      placeRows(tableOf('kml', [row]), 'WGS84', { kind: 'file' }, CITY)
    expect(placed(collection(point(118.8), point(118.9))).rows[0]?.geometry).toEqual({
      type: 'MultiPoint',
      coordinates: [
        [118.8, 31.9],
        [118.9, 31.9],
      ],
    })
    expect(placed(collection(point(118.8), line)).faults).toMatchObject([{ code: 'MIXED_GEOMETRY' }])
  })

  test('an unknown system is refused', () => {
    expect(() => placeRows(table('POINT(1 1)'), 'EPSG:2', { kind: 'wkt', column: 'wkt' }, CITY)).toThrow()
  })
})
