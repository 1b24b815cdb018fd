import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { writePmtiles } from '../../test/write-pmtiles.ts'
import { decodeTile } from '../../tiles/engine/decode-for-test.ts'
import { tileAt, worldX, worldY } from '../../tiles/engine/mercator.ts'
import { readEnv } from '../env.ts'
import { openOnlineGround } from './online-ground.ts'
import { openGround } from './open-ground.ts'
import { openPmtiles, tileId } from './pmtiles.ts'

const run = promisify(execFile)
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ground-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const written = async (name: string, bytes: Uint8Array) => {
  const file = path.join(folder, name)
  await writeFile(file, bytes)
  return file
}
const ground = (BASEMAP: string, more: Record<string, string> = {}) =>
  openGround(readEnv({ BASEMAP, ...more }))
const say = (text: string) => new TextEncoder().encode(text)
/** A vector tile with empty layers of these names. */
const tileOf = (...layers: string[]) =>
  Buffer.concat(
    layers.map((name) => Buffer.from([0x1a, name.length + 2, 0x0a, name.length, ...Buffer.from(name)])),
  )

test('tiles are numbered along the curve, zoom after zoom', () => {
  expect([tileId(0, 0, 0), tileId(1, 0, 0), tileId(1, 0, 1), tileId(1, 1, 1), tileId(1, 1, 0)]).toEqual([
    0, 1, 2, 3, 4,
  ])
  const side = 16
  const ids = Array.from({ length: side * side }, (_, i) => tileId(4, i % side, Math.floor(i / side)))
  expect(new Set(ids).size).toBe(side * side)
  expect([Math.min(...ids), Math.max(...ids)]).toEqual([85, 340])
  // The published example of the format.
  expect(tileId(12, 3423, 1763)).toBe(19_078_479)
})

describe('a PMTiles file', () => {
  const tiles = Array.from({ length: 64 }, (_, i) => ({ z: 3, x: i % 8, y: i >> 3, bytes: say(`tile ${i}`) }))
  test.each([Number.POSITIVE_INFINITY, 7])(
    'gives every tile, its directory in leaves of %d',
    async (leafSize) => {
      const file = await written(`all-${leafSize}.pmtiles`, writePmtiles(tiles, { leafSize }))
      const archive = await openPmtiles(file)
      for (const [i, { z, x, y }] of tiles.entries()) {
        const tile = await archive.tile(z, x, y)
        expect([tile?.encoding, gunzipSync(tile!.bytes).toString()]).toEqual(['gzip', `tile ${i}`])
      }
      expect(await archive.tile(2, 0, 0)).toBeUndefined()
      expect(await archive.tile(4, 0, 0)).toBeUndefined()
      await archive.close()
    },
  )

  test('is a ground by what lies in it, and says whose it is', async () => {
    const kind = async (name: string, layers: string[], type = 1) => {
      const metadata = { vector_layers: layers.map((id) => ({ id })), attribution: '<a href="x">© OSM</a>' }
      const { info, tiles: opened } = await ground(
        await written(name, writePmtiles(tiles.slice(0, 1), { metadata, type })),
      )
      await opened?.close()
      return info
    }
    expect(await kind('a.pmtiles', ['land', 'road'])).toEqual({
      kind: 'file',
      minZoom: 3,
      maxZoom: 3,
      attribution: '© OSM',
    })
    expect((await kind('b.pmtiles', ['earth', 'water', 'roads', 'places'])).kind).toBe('protomaps')
    expect((await kind('c.pmtiles', [], 2)).kind).toBe('raster')
    expect((await kind('d.pmtiles', ['water', 'transportation', 'place'])).kind).toBe('openmaptiles')
    await expect(kind('f.pmtiles', ['contours'])).rejects.toThrow('contours')
  })

  test('that is none, or is not there, stops the start and says so', async () => {
    await expect(ground(await written('e.pmtiles', say('PMTiles nonsense')))).rejects.toThrow(
      'no PMTiles archive',
    )
    const cut = writePmtiles(tiles, { metadata: { attribution: '© OSM' } }).subarray(0, 140)
    await expect(ground(await written('g.pmtiles', Buffer.from(cut)))).rejects.toThrow('is damaged')
    await expect(ground(path.join(folder, 'none.pmtiles'))).rejects.toThrow('is not there')
    expect(() => readEnv({ BASEMAP: 'https://tiles.test/{z}/{x}.png' })).toThrow('BASEMAP')
  })
})

test.runIf(existsSync('/usr/bin/ogr2ogr'))('a folder of OpenMapTiles layers, as GDAL writes it', async () => {
  const lines = {
    type: 'LineString',
    coordinates: [
      [118.8, 31.9],
      [118.81, 31.91],
    ],
  }
  const layer = (name: string, geometry: object, properties: object) =>
    written(
      `${name}.geojson`,
      say(
        JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', geometry, properties }] }),
      ),
    )
  await layer('transportation', lines, { class: 'primary' })
  await layer('place', { type: 'Point', coordinates: [118.8, 31.9] }, { class: 'city', name: '云江' })
  const tiles = path.join(folder, 'gdal')
  const to = ['-f', 'MVT', tiles, '-dsco', 'FORMAT=DIRECTORY', '-dsco', 'MINZOOM=8', '-dsco', 'MAXZOOM=12']
  const all = path.join(folder, 'all.gpkg')
  for (const name of ['transportation', 'place'])
    await run('ogr2ogr', [
      '-f',
      'GPKG',
      '-update',
      '-append',
      all,
      path.join(folder, `${name}.geojson`),
      '-nln',
      name,
    ])
  await run('ogr2ogr', [...to, all])
  const { info, tiles: opened } = await ground(tiles)
  expect(info).toMatchObject({ kind: 'openmaptiles', minZoom: 8, maxZoom: 12 })
  const { x, y } = tileAt(12, worldX(118.8), worldY(31.9))
  const tile = await opened!.tile(12, x, y)
  const bytes = tile?.encoding === 'gzip' ? gunzipSync(tile.bytes) : tile!.bytes
  expect(decodeTile(bytes).transportation?.[0]?.properties).toMatchObject({ class: 'primary' })
  expect(decodeTile(bytes).place?.[0]?.properties).toMatchObject({ name: '云江' })
})

test('a folder of vector tiles without a word about them is known by what lies in it', async () => {
  await mkdir(path.join(folder, 'plain/6/3'), { recursive: true })
  await writeFile(path.join(folder, 'plain/6/3/3.mvt'), say('broken'))
  await writeFile(path.join(folder, 'plain/6/3/4.mvt'), gzipSync(tileOf('water', 'transportation')))
  expect((await ground(path.join(folder, 'plain'))).info.kind).toBe('openmaptiles')
})

test('a folder of tiles', async () => {
  await mkdir(path.join(folder, 'tiles/5/3'), { recursive: true })
  await writeFile(path.join(folder, 'tiles/5/3/4.png'), say('picture'))
  const { info, tiles } = await ground(path.join(folder, 'tiles'), { BASEMAP_ATTRIBUTION: '测绘院' })
  expect(info).toEqual({ kind: 'raster', minZoom: 5, maxZoom: 5, attribution: '测绘院' })
  expect(await tiles?.tile(5, 3, 4)).toMatchObject({ type: 'png', bytes: Buffer.from('picture') })
  expect(await tiles?.tile(5, 3, 5)).toBeUndefined()
  await mkdir(path.join(folder, 'empty'))
  await expect(ground(path.join(folder, 'empty'))).rejects.toThrow('holds no tiles')
})

describe('an online source', () => {
  const png = () => new Response(say('picture'), { headers: { 'content-type': 'image/png' } })

  test('is asked once a tile, and what was fetched outlives it', async () => {
    const asked: string[] = []
    let isThere = true
    const online = openOnlineGround('https://tiles.test/{z}/{x}/{y}?tk=secret', async (address) => {
      asked.push(String(address))
      if (!isThere) throw new TypeError('no network')
      return png()
    })
    expect((await online.tile(5, 3, 4))?.type).toBe('png')
    isThere = false
    expect((await online.tile(5, 3, 4))?.type).toBe('png')
    await expect(online.tile(5, 3, 5)).rejects.toMatchObject({ code: 'BASEMAP_AWAY', kind: 'unavailable' })
    expect(asked).toEqual(['https://tiles.test/5/3/4?tk=secret', 'https://tiles.test/5/3/5?tk=secret'])
  })

  test('of vector tiles is told by its address, its schema by the tile of the world or in words', async () => {
    const open = (
      layers: string[] | null,
      more: Record<string, string> = {},
      type = 'application/x-protobuf',
    ) =>
      openGround(readEnv({ BASEMAP: 'https://tiles.test/{z}/{x}/{y}.pbf?key=k', ...more }), async () => {
        if (!layers) throw new TypeError('no network')
        return new Response(gzipSync(tileOf(...layers)), { headers: { 'content-type': type } })
      })
    const protomaps = await open(['earth', 'water'])
    expect(protomaps.info).toMatchObject({ kind: 'protomaps', minZoom: 0, maxZoom: 15 })
    expect(await protomaps.tiles?.tile(3, 1, 1)).toMatchObject({ type: 'mvt', encoding: 'gzip' })
    expect((await open(['water', 'boundary', 'place'])).info).toMatchObject({
      kind: 'openmaptiles',
      maxZoom: 14,
    })
    expect((await open(['land', 'road'])).info.kind).toBe('file')
    // What is away stops no start.
    expect((await open(null)).info.kind).toBe('protomaps')
    expect((await open(null, { BASEMAP_SCHEMA: 'openmaptiles' })).info.kind).toBe('openmaptiles')
    const words = await open(['earth'], { BASEMAP_SCHEMA: 'protomaps' }, 'text/html')
    await expect(words.tiles?.tile(3, 1, 1)).rejects.toMatchObject({ code: 'BASEMAP_AWAY' })
  })

  test('is asked once by all who look at one place, and never for more than it bears', async () => {
    let [now, most, asked] = [0, 0, 0]
    const online = openOnlineGround('https://tiles.test/{z}/{x}/{y}', async () => {
      asked++
      most = Math.max(most, ++now)
      await new Promise((resolve) => setTimeout(resolve, 1))
      now--
      return png()
    })
    const wanted = Array.from({ length: 200 }, (_, i) => online.tile(9, i % 100, 0))
    expect((await Promise.all(wanted)).every((tile) => tile?.type === 'png')).toBe(true)
    expect([asked, most]).toEqual([100, 16])
    const flood = Array.from({ length: 1000 }, (_, i) => online.tile(10, i, 0).catch((error) => error.code))
    expect((await Promise.all(flood)).filter((one) => one === 'BASEMAP_BUSY').length).toBe(1000 - 528)
  })

  test('that is silent keeps nobody waiting, and is there again with its first answer', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const held: (() => void)[] = []
    let isThere = false
    const online = openOnlineGround('https://tiles.test/{z}/{x}/{y}.png', async () => {
      if (!isThere) await new Promise<void>((resolve) => held.push(resolve))
      return png()
    })
    const waited = async (x: number) => {
      const from = Date.now()
      const tile = online.tile(9, x, 0).then(
        (found) => found?.type,
        (error) => error.code,
      )
      await vi.advanceTimersToNextTimerAsync()
      return [await tile, Date.now() - from]
    }
    expect(await waited(0)).toEqual(['BASEMAP_AWAY', 2500])
    for (let x = 1; x < 16; x++) expect(await waited(x)).toEqual(['BASEMAP_AWAY', 300])
    // As many as it bears are on their way: nothing more is asked of it.
    expect(await waited(16)).toEqual(['BASEMAP_AWAY', 0])
    expect(held.length).toBe(16)
    isThere = true
    for (const answer of held) answer()
    await vi.advanceTimersByTimeAsync(0)
    // What came late was kept.
    expect(await waited(0)).toEqual(['png', 0])
    expect(held.length).toBe(16)
    expect(await waited(16)).toEqual(['png', 0])
  })

  test('says no for a while where it had no tile', async () => {
    let asked = 0
    const online = openOnlineGround('https://tiles.test/{z}/{x}/{y}', async () => {
      asked++
      return new Response(null, { status: 404 })
    })
    expect([await online.tile(1, 0, 0), await online.tile(1, 0, 0)]).toEqual([undefined, undefined])
    expect(asked).toBe(1)
  })

  test.each([
    ['a refused key in words', () => new Response('bad key', { headers: { 'content-type': 'text/html' } })],
    ['a fault', () => new Response('', { status: 500 })],
  ])('%s is no tile', async (_, answer) => {
    const online = openOnlineGround('https://tiles.test/{z}/{x}/{y}', async () => answer())
    await expect(online.tile(1, 0, 0)).rejects.toMatchObject({ code: 'BASEMAP_AWAY' })
  })
})
